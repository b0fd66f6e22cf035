import { useTexts } from '../texts/use';
import { useCertificates } from './certificates';
import { useClaims } from './claims';
import { useIfThere, useOwn, useOwnSpoken } from './own';

const any = (list: { items: readonly unknown[] } | undefined) => (list?.items.length ?? 0) > 0;

/** Only what the programme has is in the menu. Kept answers keep it from jumping at the next start. */
export function useSections() {
  const { locale } = useTexts();
  const query = { query: { locale } };
  const activations = useOwnSpoken('GET /v1/members/{member_id}/activations').data;
  const choices = useOwnSpoken('GET /v1/members/{member_id}/choices').data;
  const coupons = useOwn('GET /v1/members/{member_id}/coupons').data;
  const code = useOwn('GET /v1/members/{member_id}/referral-code').data;
  const badges = useOwnSpoken('GET /v1/members/{member_id}/badges').data;
  const standing = useOwnSpoken('GET /v1/members/{member_id}/standing').data;
  const raffles = useIfThere('GET /v1/raffles', query).data;
  const leaderboards = useIfThere('GET /v1/leaderboards', query).data;
  const causes = useIfThere('GET /v1/causes', query).data;
  const rewards = useOwnSpoken('GET /v1/members/{member_id}/rewards').data;
  const benefits = useOwnSpoken('GET /v1/members/{member_id}/benefits').data;
  const claims = useClaims();
  const certificates = useCertificates();
  const moves = (standing?.quests.length ?? 0) + (standing?.streaks.length ?? 0) > 0;
  const play = {
    challenges: moves || any(badges),
    raffles: any(raffles),
    boards: any(leaderboards),
  };
  // A code has everybody; an invitation is worth something only where friends are rewarded.
  const referral = code?.rewarded === true;
  const deals = any(activations) || any(choices) || any(coupons);
  return {
    ...play,
    causes: any(causes),
    referral,
    offers: deals || play.challenges || play.raffles || play.boards || any(causes) || referral,
    rewards: any(rewards) || any(benefits) || claims.length + certificates.length > 0,
  };
}
