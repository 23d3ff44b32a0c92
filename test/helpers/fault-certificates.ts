import {execFileSync} from 'node:child_process';
import {readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {temporaryFolder, type Scope} from './program.ts';

/** A host that no resolver knows. */
export const foreignHost = 'service.test';

export type CertificateName = 'good' | 'expired' | 'foreign';

/**
 * PEM certificates. All except `foreign`, which is for `foreignHost`, are for `localhost`. They are signed by an authority
 * that was made for the test, and that no system trusts.
 */
export type Certificates = Readonly<Record<CertificateName, Buffer>> & {
	/** The path of the authority's certificate. */
	readonly authority: string;
	/** The private key of all certificates. */
	readonly key: Buffer;
};

const config = `
[ca]
default_ca = own
[own]
database = index.txt
new_certs_dir = .
serial = serial.txt
default_md = sha256
policy = any
unique_subject = no
[any]
commonName = supplied
`;

/** Creates the certificates with `openssl` in a folder that is removed at the end of the scope. */
export function makeCertificates(scope: Scope): Certificates {
	const folder = temporaryFolder(scope);
	const file = (name: string): string => join(folder, name);
	const openssl = (args: string): void => {
		execFileSync('openssl', args.split(' '), {stdio: 'ignore', cwd: folder});
	};
	const sign = (name: string, host: string, from: number, to: number): Buffer => {
		writeFileSync(
			file('names'),
			`subjectAltName=DNS:${host},DNS:files.${host}\nextendedKeyUsage=serverAuth\n`,
		);
		openssl(`req -new -key key.pem -subj /CN=${host} -out request.pem`);
		// Only new versions of `openssl x509` accept dates.
		openssl(
			`ca -batch -notext -rand_serial -config ca.conf -keyfile key.pem -cert authority.pem -in request.pem -extfile names -startdate ${day(from)} -enddate ${day(to)} -out ${name}.pem`,
		);
		return readFileSync(file(`${name}.pem`));
	};
	writeFileSync(file('ca.conf'), config);
	writeFileSync(file('index.txt'), '');
	openssl('ecparam -name prime256v1 -genkey -noout -out key.pem');
	openssl(
		'req -x509 -key key.pem -subj /CN=Nobody -days 2 -addext basicConstraints=critical,CA:TRUE -out authority.pem',
	);
	return {
		authority: file('authority.pem'),
		key: readFileSync(file('key.pem')),
		good: sign('good', 'localhost', -1, 2),
		expired: sign('expired', 'localhost', -3, -2),
		foreign: sign('foreign', foreignHost, -1, 2),
	};
}

/** Returns the date `days` days from now, in OpenSSL's format. A negative number gives a date in the past. */
function day(days: number): string {
	const text = new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
	return `${text.replaceAll('-', '')}000000Z`;
}
