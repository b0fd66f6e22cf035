export {};

/** Routes that the description of the API does not have yet. */
declare module '@shared/api/types' {
  interface HeldCertificate {
    id: CertificateId;
    type: Word;
    name: string;
    code: string;
    value: Decimal;
    balance: Decimal;
    currency: Word;
    until?: Moment | null;
    whole_only: boolean;
  }
  interface Routes {
    'GET /v1/members/{member_id}/certificates': {
      path: { member_id: MemberId };
      query: { locale?: Word };
      body: undefined;
      answer: { items: HeldCertificate[] };
    };
    'POST /v1/members/{member_id}/certificates': {
      path: { member_id: MemberId };
      query: Record<never, never>;
      body: CertificateQuestion;
      answer: HeldCertificate;
    };
  }
}
