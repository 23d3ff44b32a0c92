import {createHash} from 'node:crypto';

/** Returns up to 64 hexadecimal digits. The same seed gives the same digits. */
export function hexDigits(seed: string, count: number): string {
	return createHash('sha256').update(seed).digest('hex').slice(0, count);
}

/** Returns an id like the API's: `task_`, 19 digits of nanoseconds since 1970, and 16 hexadecimal digits. */
export function taskId(seed: string): string {
	const hex = hexDigits(`task ${seed}`, 64);
	const nanoseconds = BigInt(`0x${hex.slice(0, 13)}`) % 10n ** 15n;
	return `task_1778${String(nanoseconds).padStart(15, '0')}_${hex.slice(-16)}`;
}

/** Returns a prompt id in the engine's form, a UUID. */
export function promptId(seed: string): string {
	const hex = hexDigits(`prompt ${seed}`, 64);
	return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
