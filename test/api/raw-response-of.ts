import type {RawResponse} from '../../source/api/raw-response.ts';

export function rawResponseOf(
	body: string | Uint8Array,
	more: Partial<RawResponse> = {},
): RawResponse {
	const bytes = Buffer.from(body);
	return {
		status: 200,
		bytes,
		text: (from, to) => bytes.toString('utf8', from, to),
		retryAfter: null,
		redirectsTo: null,
		...more,
	};
}
