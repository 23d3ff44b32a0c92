import {execFileSync, spawn, type ChildProcess} from 'node:child_process';
import {once} from 'node:events';
import {chmodSync, writeFileSync} from 'node:fs';
import {createServer, type IncomingMessage, type RequestListener} from 'node:http';
import {createServer as createSecureServer} from 'node:https';
import {connect, type Socket} from 'node:net';
import {join} from 'node:path';
import {createInterface} from 'node:readline';
import {freePort, listen} from '../api/loopback.ts';
import {temporaryFolder, type Scope} from './program.ts';

/** The only user of a proxy. */
const user = 'wei';

/** Returns the address of a proxy with user name and password. */
export function withPassword({url}: Pick<ProxyProgram, 'url'>, password: string): string {
	return url.href.replace('//', `//${user}:${encodeURIComponent(password)}@`);
}

/** A proxy that is a program of its own. */
export type ProxyProgram = {
	readonly url: URL;
	/** Starts it again on the same port. Resolves when it accepts connections. */
	start(): Promise<void>;
	kill(): Promise<void>;
};

/** A Squid that requires a password, and for which `host` is this machine. */
export async function startSquid(t: Scope, host: string, password: string): Promise<ProxyProgram> {
	const folder = temporaryFolder(t);
	const port = await freePort();
	const file = (name: string, text: string): string => {
		const path = join(folder, name);
		writeFileSync(path, text);
		return path;
	};
	// A Squid that root starts reads the files as another user.
	chmodSync(folder, 0o755);
	const config = file(
		'squid.conf',
		[
			`http_port 127.0.0.1:${port}`,
			`hosts_file ${file('hosts', `127.0.0.1 ${host}\n`)}`,
			'pid_filename none',
			'access_log none',
			'cache_log /dev/null',
			'cache deny all',
			`coredump_dir ${folder}`,
			'shutdown_lifetime 0 seconds',
			`auth_param basic program /usr/lib/squid/basic_ncsa_auth ${file('users', `${user}:${hashOf(password)}`)}`,
			'auth_param basic utf8 on',
			'acl known proxy_auth REQUIRED',
			'http_access deny !known',
			`acl service dstdomain ${host}`,
			'http_access allow service',
			'http_access deny all',
		].join('\n'),
	);
	let child: ChildProcess | null = null;

	async function start(): Promise<void> {
		const args = ['-N', '-d', '1', '-f', config];
		const started = spawn('squid', args, {stdio: ['ignore', 'pipe', 'pipe']});
		const said: string[] = [];
		child = started;
		await new Promise<void>((resolve, reject) => {
			for (const stream of [started.stdout, started.stderr]) {
				createInterface(stream).on('line', line => {
					said.push(line);

					if (line.includes('Accepting HTTP Socket')) {
						resolve();
					}
				});
			}

			started.on('error', reject);
			started.on('exit', () => reject(new Error(`squid ended: ${said.join('\n')}`)));
		});
	}

	async function kill(): Promise<void> {
		if (child !== null && child.exitCode === null && child.signalCode === null) {
			const ended = once(child, 'exit');
			child.kill('SIGKILL');
			await ended;
		}
	}

	t.after(kill);
	await start();
	return {url: new URL(`http://127.0.0.1:${port}`), start, kill};
}

function hashOf(password: string): string {
	return execFileSync('openssl', ['passwd', '-apr1', password], {encoding: 'utf8'});
}

/**
 * A proxy in this process that records the first line and the headers of all requests, and connects every tunnel to
 * `service`. `respond` may handle a CONNECT in another way, and returns whether it did. `tls`: those of a proxy with https.
 */
export async function startRecordingProxy(
	t: Scope,
	service: URL,
	{
		respond = () => false,
		tls,
	}: {respond?: (socket: Socket) => boolean; tls?: {key: Buffer; cert: Buffer}} = {},
) {
	const requests: Array<{line: string; headers: IncomingMessage['headers']}> = [];
	const record = ({method, url, headers}: IncomingMessage): void => {
		requests.push({line: `${method} ${url}`, headers});
	};
	const refuse: RequestListener = (request, response) => {
		record(request);
		response.writeHead(400).end();
	};
	const server = tls === undefined ? createServer(refuse) : createSecureServer(tls, refuse);
	server.on('connect', (request, client: Socket) => {
		record(request);
		client.on('error', () => {});

		if (respond(client)) {
			return;
		}

		const target = connect(Number(service.port), '127.0.0.1', () => {
			client.write('HTTP/1.1 200 Connection established\r\n\r\n');
			client.pipe(target).pipe(client);
		});
		target.on('error', () => client.destroy());
		client.on('close', () => target.destroy());
	});
	return {...(await listen(t, server)), requests};
}
