import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium as engine } from 'playwright-core';
import { encode } from 'uqr';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { codeAt, keyOf } from '../member/card/code';
import type { Caller } from './harness/api';
import { chromium } from './harness/needs';
import { type Counter, counter, type Known, member, owner, signedIn } from './harness/people';
import { Server } from './harness/server';
import { PROGRAMME } from './harness/shop';
import { textsOf } from './harness/texts';
import { Visit } from './harness/visit';

/** What a camera sees: the code is a third of the height of the picture, as a phone held out over a counter. */
const WIDTH = 640;
const HEIGHT = 480;
const CODE = 240;
const DARK = 40;
const LIGHT = 200;

let server: Server;
let browser: Browser | undefined;
let cashier: Counter;
let mira: Known;
const folder = mkdtempSync(join(tmpdir(), 'tessera-camera-'));

beforeAll(async () => {
  server = await Server.start(inject('store'), PROGRAMME);
  cashier = await counter(await owner(server));
  mira = await member(server, 'Mira', '+4915112345678');
});
afterAll(async () => {
  await browser?.close();
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

it('the camera reads the card on a phone', async () => {
  const t = await textsOf('till');
  const film = join(folder, 'card.y4m');
  writeFileSync(film, filmOf(await codeOf(await signedIn(server, mira), mira)));
  browser = await engine.launch({
    executablePath: chromium() ?? '',
    args: [
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      '--use-fake-device-for-media-stream',
      '--use-fake-ui-for-media-stream',
      `--use-file-for-fake-video-capture=${film}`,
    ],
  });
  const visit = await Visit.begin(browser, server.url, undefined, { as: cashier.api });
  const { page } = visit;
  await page.context().grantPermissions(['camera']);
  await visit.open('/till/');
  await page.getByRole('button', { name: t('scan.camera') }).click();
  const strip = page.getByRole('region', { name: t('member.label') });
  await strip.getByText('Mira').waitFor();
  // Reading is over: the picture is gone, and with it the light of the camera.
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  expect(visit.problems).toEqual([]);
});

/** What stands in the QR code on a member's phone at this moment. */
async function codeOf(phone: Caller, who: Known): Promise<string> {
  const told = await phone.ask('GET /v1/members/{member_id}/card', {
    path: { member_id: who.id },
  });
  const card = {
    number: undefined,
    member: told.member.replaceAll('-', ''),
    period: told.period_seconds,
    skew: Date.parse(told.now) - Date.now(),
    key: await keyOf(told.secret),
  };
  return (await codeAt(card, Date.now())) ?? expect.fail('no code without a key');
}

/** A film in YUV4MPEG2 of one picture, which the browser shows over and over: a code in the middle of grey. */
function filmOf(text: string): Buffer {
  const { data, size } = encode(text, { ecc: 'M', border: 4 });
  const dot = Math.floor(CODE / size);
  const left = Math.floor((WIDTH - dot * size) / 2);
  const top = Math.floor((HEIGHT - dot * size) / 2);
  const luma = Buffer.alloc(WIDTH * HEIGHT, (DARK + LIGHT) / 2);
  for (let y = 0; y < dot * size; y += 1) {
    for (let x = 0; x < dot * size; x += 1) {
      const isDark = data[Math.floor(y / dot)]?.[Math.floor(x / dot)];
      luma[(top + y) * WIDTH + left + x] = isDark ? DARK : LIGHT;
    }
  }
  // No colour: both other planes are in the middle.
  const chroma = Buffer.alloc((WIDTH * HEIGHT) / 2, 128);
  const picture = Buffer.concat([Buffer.from('FRAME\n'), luma, chroma]);
  const head = Buffer.from(`YUV4MPEG2 W${WIDTH} H${HEIGHT} F10:1 Ip A1:1 C420\n`);
  return Buffer.concat([head, ...Array.from({ length: 10 }, () => picture)]);
}
