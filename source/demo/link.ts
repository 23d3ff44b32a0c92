import {createHmac} from 'node:crypto';
import type {Instant} from '../core/time/clock.ts';

/** Folder of files that need no signature. */
export const openFolder = '/media/';
/** Folder of files that need a signed link. */
export const signedFolder = '/media/signed/';

/** Does not need to be secret, because the signature only has to reveal that a link was changed. */
const linkSecret = 'simulated links';

export function openLink(origin: string, file: string): string {
	return `${origin}${openFolder}${file}`;
}

export function signedLink(origin: string, file: string, expiresAt: Instant): string {
	const expires = String(Math.floor(expiresAt / 1000));
	return `${origin}${signedFolder}${file}?expires=${expires}&signature=${sign(file, expires)}`;
}

/** Checks the query of a link. `forged`: the signature is wrong. `expired`: the expiry is in the past. */
export function judgeLink(
	file: string,
	query: URLSearchParams,
	now: Instant,
): 'good' | 'forged' | 'expired' {
	const expires = query.get('expires') ?? '';

	if (query.get('signature') !== sign(file, expires)) {
		return 'forged';
	}

	return now < Number(expires) * 1000 ? 'good' : 'expired';
}

function sign(file: string, expires: string): string {
	return createHmac('sha256', linkSecret).update(`${file} ${expires}`).digest('hex').slice(0, 32);
}
