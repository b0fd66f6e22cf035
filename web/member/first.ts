import { Chunk } from './parts/Ahead';

/** The card and its code, which whoever was here before sees at once. */
export const home = new Chunk(async () => (await import('./screens/Home')).default);
export const qr = new Chunk(async () => (await import('@shared/components/Qr')).Qr);

/** What cannot be fetched now is fetched again when it is shown. */
export const fetchFirst = () => Promise.allSettled([home.fetch(), qr.fetch()]);
