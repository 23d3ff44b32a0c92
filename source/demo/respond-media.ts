import type {IncomingHttpHeaders} from 'node:http';
import {judgeLink, openFolder, signedFolder} from './link.ts';
import {byteRange} from './byte-range.ts';
import {mediaFile, type MediaFile} from './media.ts';
import {refusal, type DemoResponse} from './reply.ts';
import type {DemoState} from './demo-state.ts';

/** Returns the response to a request for a file: the file, a range of it, or an error. Needs no API key. */
export function respondMedia(
	state: DemoState,
	url: URL,
	requested: IncomingHttpHeaders,
): DemoResponse {
	const signed = url.pathname.startsWith(signedFolder);
	const name = url.pathname.slice((signed ? signedFolder : openFolder).length);
	const file = mediaFile(name);

	if (file === null) {
		return refusal(404, '文件不存在');
	}

	const link = signed ? judgeLink(name, url.searchParams, state.now()) : 'good';

	if (link !== 'good') {
		return refusal(403, link === 'expired' ? '链接已过期' : '链接签名错误');
	}

	return partOf(file, requested);
}

function partOf(file: MediaFile, {range, 'if-range': ifRange}: IncomingHttpHeaders): DemoResponse {
	const headers = {'content-type': file.type, etag: file.tag, 'accept-ranges': 'bytes'};
	const pace = file.pace === undefined ? {} : {pace: file.pace};
	const whole = {status: 200, headers, body: file.body, ...pace};

	// Sends the whole file if no range is requested, or if the file has changed since the client got its first part.
	if (range === undefined || (ifRange !== undefined && ifRange !== file.tag)) {
		return whole;
	}

	const total = file.body.length;
	const part = byteRange(range, total);

	if (part === 'ignored') {
		return whole;
	}

	if (part === 'unsatisfiable') {
		return {status: 416, headers: {...headers, 'content-range': `bytes */${total}`}, body: ''};
	}

	const {first, last} = part;
	return {
		status: 206,
		headers: {...headers, 'content-range': `bytes ${first}-${last}/${total}`},
		body: file.body.subarray(first, last + 1),
		...pace,
	};
}
