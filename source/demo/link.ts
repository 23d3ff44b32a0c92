import {createHmac} from 'node:crypto';
import type {Instant} from '../core/time/clock.ts';

/** Where the service keeps its files: open ones, and ones that only a signed link reaches. */
export const openFolder = '/media/';
export const signedFolder = '/media/signed/';

/** Simulated links need no secret, only signatures that cannot be guessed by changing the address. */
const linkSecret = 'simulated links';

/** The address of a file that everybody may fetch. */
export function openLink(origin: string, file: string): string {
	return `${origin}${openFolder}${file}`;
}

/** An address that works until `expiresAt`. */
export function signedLink(origin: string, file: string, expiresAt: Instant): string {
	const expires = String(Math.floor(expiresAt / 1000));
	return `${origin}${signedFolder}${file}?expires=${expires}&signature=${sign(file, expires)}`;
}

/** Whether the query of a link to a file is genuine and not yet expired. */
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
