import { createHmac } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What arrived at a receiver. */
export interface Heard {
  id: string;
  type: string;
  /** Whether it was signed with the secret that this receiver was given. */
  isGenuine: boolean;
}

/** A system of the shop that hears of events, on this machine. */
export class Receiver {
  readonly heard: Heard[] = [];
  /** What it answers to whatever comes. */
  answer = 204;
  secret = '';

  private constructor(private readonly server: Server) {}

  static async start(): Promise<Receiver> {
    const server = createServer();
    const receiver = new Receiver(server);
    server.on('request', async (request, response) => {
      const parts: Buffer[] = [];
      for await (const part of request) parts.push(part);
      const body = Buffer.concat(parts).toString();
      const header = (name: string) => String(request.headers[`webhook-${name}`]);
      const signed = `${header('id')}.${header('timestamp')}.${body}`;
      receiver.heard.push({
        id: header('id'),
        type: JSON.parse(body).type,
        isGenuine: header('signature').split(' ').includes(receiver.#sign(signed)),
      });
      response.writeHead(receiver.answer).end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return receiver;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/hook`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  /** As the Standard Webhooks specification says. */
  #sign(text: string): string {
    const key = Buffer.from(this.secret.replace(/^whsec_/, ''), 'base64');
    return `v1,${createHmac('sha256', key).update(text).digest('base64')}`;
  }
}
