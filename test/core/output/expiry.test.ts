import assert from 'node:assert/strict';
import test from 'node:test';
import {expiryOf} from '../../../source/core/output/output-address.ts';

function end(query: string): string | null {
	const expiry = expiryOf(new URL(`https://a.example/x.png${query}`));
	return expiry === null ? null : new Date(expiry).toISOString();
}

test('every usual kind of signed link has an expiry, and a link without signature none', () => {
	for (const query of [
		'?expires=1778234400&signature=abc',
		'?Expires=1778234400&OSSAccessKeyId=a&Signature=b',
		'?expires=1778234400000',
		'?X-Amz-Date=20260508T090000Z&X-Amz-Expires=3600&X-Amz-Signature=a',
		'?x-oss-date=20260508T090000Z&x-oss-expires=3600',
		'?X-Goog-Expires=3600&X-Goog-Date=20260508T090000Z',
		'?e=1778234400&token=a:b',
		'?q-sign-time=1778230800;1778234400',
		'?expires=1778240000&X-Amz-Date=20260508T090000Z&X-Amz-Expires=3600',
	]) {
		assert.equal(end(query), '2026-05-08T10:00:00.000Z', query);
	}

	for (const query of [
		'',
		'?expires=',
		'?expires=3600',
		'?expires=-1778234400',
		'?expires=99999999999999',
		'?expires=soon',
		'?X-Amz-Expires=3600',
		'?X-Amz-Date=2026-05-08T09:00:00Z&X-Amz-Expires=3600',
		'?X-Amz-Date=20261508T090000Z&X-Amz-Expires=3600',
		'?X-Amz-Date=20260508T090000Z&X-Amz-Expires=1h',
		'?X-Amz-Date=20260508T090000Z&X-Goog-Expires=3600',
		'?e=1778234400',
	]) {
		assert.equal(end(query), null, query);
	}
});
