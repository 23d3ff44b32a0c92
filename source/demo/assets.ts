import type {Instant} from '../core/time/clock.ts';
import {dayMs} from '../core/time/duration.ts';
import {mediaFile, signedLink} from './media.ts';
import {errorResponse, successResponse, type DemoResponse} from './responses.ts';
import {assetIdOf} from './script-language.ts';

export const assetsPath = '/api/open/v2/assets/';
/** The path of the content of assets, which needs no key. */
export const contentFolder = '/assets/';

const expired = errorResponse(404, '资源不存在或已过期');

/** The assets of the account, by the names of their files: the one of `mediaNames` with the content, or the refusal. */
const assets = Object.entries<string | DemoResponse>({
	'jiangnan.png': 'render.png',
	'bailu.png': 'portrait.png',
	'shiqiao.png': 'example-output',
	'sketch_07.png': 'render.png',
	'mimi-stickers.webp': 'sticker.webp',
	'grain.png': expired,
	'palette.png': errorResponse(403, '权限不足'),
});

/** Responds to `GET /assets/{asset_id}`, or with the content. */
export function respondAsset({pathname, origin}: URL, now: Instant): DemoResponse {
	const [, id = ''] = /\/assets\/([^/]*)/.exec(pathname) ?? [];
	const [name, file] = assets.find(([each]) => assetIdOf(each) === id) ?? ['', expired];
	const expiresAt = now + 2 * dayMs;

	if (typeof file !== 'string') {
		return file;
	}

	return pathname.startsWith(contentFolder)
		? (mediaFile(file) ?? expired)
		: successResponse({
				signed_url: signedLink(`${origin}${contentFolder}${id}/content`, expiresAt),
				media_type: 'image',
				original_filename: name,
				expires_at: new Date(expiresAt).toISOString(),
			});
}
