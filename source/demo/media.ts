import {readdirSync, readFileSync} from 'node:fs';
import {extname} from 'node:path';
import type {Instant} from '../core/time/clock.ts';
import {errorResponse, type DemoResponse} from './responses.ts';
import type {OutputScript} from './run-script.ts';
import {hexDigits} from './script-language.ts';

/** The path of the media files. Links below `signedFolder` need a signature, which may be any, and expire. */
export const publicFolder = '/media/';
const signedFolder = '/media/signed/';

const mediaTypes: Readonly<Record<string, string>> = {
	// Addresses of the real service have no file extension either.
	'': 'image/png',
	'.png': 'image/png',
	'.jpg': 'image/jpeg',
	'.webp': 'image/webp',
	'.mp4': 'video/mp4',
	'.wav': 'audio/wav',
	'.txt': 'text/plain; charset=utf-8',
};

/** The build copies the media files to `dist/media`, beside the bundle. */
const folder = new URL('media/', import.meta.url);

export const mediaNames: readonly string[] = readdirSync(folder);

/** Returns a file as a response; null for an unknown name. */
export function mediaFile(name: string): DemoResponse | null {
	if (!mediaNames.includes(name)) {
		return null;
	}

	return {
		status: 200,
		headers: {'content-type': mediaTypes[extname(name)] ?? 'application/octet-stream'},
		body: readFileSync(new URL(name, folder)),
	};
}

/** Returns the value of an output in a response. The address of a file is signed if it expires. */
export function outputValue(output: OutputScript, origin: string, endedAt: Instant): string {
	if ('value' in output) {
		return output.value;
	}

	const {file, signedFor} = output;

	if (signedFor === undefined) {
		return `${origin}${publicFolder}${file}`;
	}

	return signedLink(`${origin}${signedFolder}${file}`, endedAt + signedFor);
}

export function signedLink(address: string, until: Instant): string {
	const expires = Math.floor(until / 1000);
	return `${address}?expires=${expires}&signature=${hexDigits(`${address} ${expires}`, 32)}`;
}

/** Returns the response to a request for a file. Needs no API key. */
export function respondMedia({pathname, searchParams}: URL, now: Instant): DemoResponse {
	const signed = pathname.startsWith(signedFolder);
	const name = pathname.slice((signed ? signedFolder : publicFolder).length);

	if (signed && !searchParams.has('signature')) {
		return errorResponse(403, '链接签名错误');
	}

	return signed && now >= Number(searchParams.get('expires')) * 1000
		? errorResponse(403, '链接已过期')
		: (mediaFile(name) ?? errorResponse(404, '文件不存在'));
}
