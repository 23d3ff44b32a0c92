import {execFileSync} from 'node:child_process';
import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';

/** An authority that nobody knows, and certificates that it signed; PEM all of them. */
export type Certificates = {
	/** The file with the authority's own certificate. */
	readonly authority: string;
	readonly key: Buffer;
	/** For `localhost`, from now on. */
	readonly good: Buffer;
	/** For `localhost`, but over; null where this `openssl` cannot make one. */
	readonly expired: Buffer | null;
	/** For another host. */
	readonly foreign: Buffer;
	remove(): void;
};

/** Makes them with `openssl`; null where there is none. */
export function makeCertificates(): Certificates | null {
	const folder = mkdtempSync(join(tmpdir(), 'chenyu-top-tls-'));
	const file = (name: string): string => join(folder, name);
	const openssl = (...args: readonly string[]): void => {
		execFileSync('openssl', args, {stdio: 'ignore', cwd: folder});
	};
	const sign = (name: string, host: string, ...times: readonly string[]): Buffer => {
		writeFileSync(file('names'), `subjectAltName=DNS:${host}\nextendedKeyUsage=serverAuth\n`);
		openssl('req', '-new', '-key', 'key.pem', '-subj', `/CN=${host}`, '-out', 'request.pem');
		openssl(
			'x509',
			'-req',
			'-in',
			'request.pem',
			'-CA',
			'authority.pem',
			'-CAkey',
			'key.pem',
			'-extfile',
			'names',
			'-out',
			`${name}.pem`,
			...times,
		);
		return readFileSync(file(`${name}.pem`));
	};

	const made = orNull(() => {
		openssl('ecparam', '-name', 'prime256v1', '-genkey', '-noout', '-out', 'key.pem');
		return readFileSync(file('key.pem'));
	});

	if (made === null) {
		rmSync(folder, {recursive: true});
		return null;
	}

	openssl(
		'req',
		'-x509',
		'-key',
		'key.pem',
		'-subj',
		'/CN=Nobody',
		'-days',
		'2',
		'-addext',
		'basicConstraints=critical,CA:TRUE',
		'-out',
		'authority.pem',
	);
	return {
		authority: file('authority.pem'),
		key: made,
		good: sign('good', 'localhost', '-days', '2'),
		expired: orNull(() =>
			sign(
				'expired',
				'localhost',
				'-not_before',
				'20200101000000Z',
				'-not_after',
				'20200102000000Z',
			),
		),
		foreign: sign('foreign', 'evil.example', '-days', '2'),
		remove() {
			rmSync(folder, {recursive: true});
		},
	};
}

function orNull<Value>(make: () => Value): Value | null {
	try {
		return make();
	} catch {
		return null;
	}
}
