import { WaitingPage } from '@shared/components/Waiting';
import { useNavigate, useRouter } from '@tanstack/react-router';
import { useEffect, useState } from 'react';

/** Sends people to sign in, and lets that page know where they wanted to go. */
export function ToSignIn() {
  const navigate = useNavigate();
  const router = useRouter();
  // Read once: while the router is on its way, the address is the sign-in page itself already.
  const [wanted] = useState(() => router.state.location.pathname);
  useEffect(() => {
    const search = wanted === '/' || wanted === '/sign-in' ? {} : { to: wanted };
    void navigate({ to: '/sign-in', search, replace: true });
  }, [navigate, wanted]);
  return <WaitingPage />;
}
