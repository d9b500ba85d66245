import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';

/** What a name answers; null is NXDOMAIN, a missing list is "no such record". */
export interface DnsRecords {
  readonly a?: readonly string[];
  readonly aaaa?: readonly string[];
  /** The records belong to this name and the name asked for is an alias of it. */
  readonly cname?: string;
  /** Receives the question and never answers. */
  readonly silent?: boolean;
  /** Answers this many milliseconds late. */
  readonly delayMs?: number;
}

/** The zone: called for every question; `nth` counts the questions of this name and type, from 1. */
export type Zone = (name: string, type: 'a' | 'aaaa', nth: number) => DnsRecords | null;

const TYPES: Readonly<Record<number, 'a' | 'aaaa'>> = { 1: 'a', 28: 'aaaa' };

/**
 * A DNS server over UDP (RFC 1035) for tests: one question a message, TTL 0, no compression beyond the question's name.
 */
export class DnsServer {
  /** Questions so far as `type name`. */
  readonly questions: string[] = [];
  private socket: Socket | undefined;

  constructor(private readonly zone: Zone) {}

  /** Binds and answers its `address:port`. */
  async start(host = '127.0.0.1', port = 0): Promise<string> {
    const socket = createSocket('udp4');
    this.socket = socket;
    socket.on('message', (message, peer) => {
      const { reply, delayMs } = this.reply(message);
      if (reply === null) return;
      const send = () => {
        if (this.socket === socket) socket.send(reply, peer.port, peer.address);
      };
      if (delayMs > 0) setTimeout(send, delayMs).unref();
      else send();
    });
    socket.bind(port, host);
    await once(socket, 'listening');
    return `${host}:${String((socket.address() as AddressInfo).port)}`;
  }

  async stop(): Promise<void> {
    const { socket } = this;
    this.socket = undefined;
    if (socket) await new Promise<void>((resolve) => socket.close(() => resolve()));
  }

  private reply(message: Buffer): { reply: Buffer | null; delayMs: number } {
    const { name, end } = readName(message);
    const type = TYPES[message.readUInt16BE(end)];
    const asked = `${type ?? 'other'} ${name}`;
    this.questions.push(asked);
    const nth = this.questions.filter((question) => question === asked).length;
    const records = type ? this.zone(name, type, nth) : {};
    if (records?.silent) return { reply: null, delayMs: 0 };
    const answers = type && records ? answersFor(records, type) : [];
    const header = Buffer.alloc(12);
    message.copy(header, 0, 0, 2);
    header.writeUInt16BE(records ? 0x8580 : 0x8583, 2);
    header.writeUInt16BE(1, 4);
    header.writeUInt16BE(answers.length, 6);
    const reply = Buffer.concat([header, message.subarray(12, end + 4), ...answers]);
    return { reply, delayMs: records?.delayMs ?? 0 };
  }
}

function answersFor(records: DnsRecords, type: 'a' | 'aaaa'): Buffer[] {
  const question = Buffer.from([0xc0, 0x0c]);
  const owner = records.cname === undefined ? question : writeName(records.cname);
  const alias = records.cname === undefined ? [] : [record(question, 5, owner)];
  const code = type === 'a' ? 1 : 28;
  return [...alias, ...(records[type] ?? []).map((address) => record(owner, code, bytesOf(address)))];
}

function record(owner: Buffer, type: number, data: Buffer): Buffer {
  const head = Buffer.alloc(10);
  head.writeUInt16BE(type, 0);
  head.writeUInt16BE(1, 2);
  head.writeUInt16BE(data.length, 8);
  return Buffer.concat([owner, head, data]);
}

function readName(message: Buffer): { name: string; end: number } {
  const labels: string[] = [];
  let at = 12;
  for (let length = message[at] ?? 0; length > 0; length = message[at] ?? 0) {
    labels.push(message.toString('latin1', at + 1, at + 1 + length));
    at += 1 + length;
  }
  return { name: labels.join('.').toLowerCase(), end: at + 1 };
}

function writeName(name: string): Buffer {
  return Buffer.concat([
    ...name.split('.').map((label) => Buffer.from([label.length, ...Buffer.from(label, 'latin1')])),
    Buffer.from([0]),
  ]);
}

/** IPv4 in four decimals, IPv6 with at most one `::`. */
function bytesOf(address: string): Buffer {
  if (address.includes('.')) return Buffer.from(address.split('.').map(Number));
  const [left = '', right] = address.split('::');
  const groups = (text: string | undefined) => (text ? text.split(':').map((group) => parseInt(group, 16)) : []);
  const head = groups(left);
  const tail = groups(right);
  const all = [...head, ...Array<number>(8 - head.length - tail.length).fill(0), ...tail];
  return Buffer.from(all.flatMap((group) => [group >> 8, group & 0xff]));
}
