import assert from 'node:assert/strict';
import test from 'node:test';
import * as fc from 'fast-check';
import {expiryOf} from '../../../source/core/output/expiry.ts';

function end(query: string): string | null {
	const expiry = expiryOf(new URL(`https://a.example/x.png${query}`));
	return expiry === null ? null : new Date(expiry).toISOString();
}

test('every usual kind of signed link has an expiry', () => {
	for (const query of [
		'?expires=1778234400&signature=abc',
		'?Expires=1778234400&OSSAccessKeyId=a&Signature=b',
		'?expires=1778234400000',
		'?expire=1778234400',
		'?X-Amz-Date=20260508T090000Z&X-Amz-Expires=3600&X-Amz-Signature=a',
		'?x-oss-date=20260508T090000Z&x-oss-expires=3600',
		'?X-Goog-Expires=3600&X-Goog-Date=20260508T090000Z',
		'?X-Tos-Date=20260508T090000Z&X-Tos-Expires=3600',
		'?se=2026-05-08T10%3A00%3A00Z&sig=a',
		'?se=2026-05-08T10:00Z&sig=a',
		'?e=1778234400&token=a:b',
		'?q-sign-time=1778230800;1778234400',
		'?expires=1778234400&Expires=1',
		'?expires=1778240000&X-Amz-Date=20260508T090000Z&X-Amz-Expires=3600',
	]) {
		assert.equal(end(query), '2026-05-08T10:00:00.000Z', query);
	}

	assert.equal(end('?se=2026-05-08&sig=a'), '2026-05-08T00:00:00.000Z');
});

test('implausible values are no expiry', () => {
	for (const query of [
		'',
		'?expires=',
		'?expires=3600',
		'?expires=-1778234400',
		'?expires=1e10',
		'?expires=99999999999999',
		'?expires=soon',
		'?X-Amz-Expires=3600',
		'?X-Amz-Date=20260508T090000Z',
		'?X-Amz-Date=2026-05-08T09:00:00Z&X-Amz-Expires=3600',
		'?X-Amz-Date=20261508T090000Z&X-Amz-Expires=3600',
		'?X-Amz-Date=20260508T090000Z&X-Amz-Expires=1h',
		'?X-Amz-Date=20260508T090000Z&X-Goog-Expires=3600',
		'?se=2026-05-08T10:00:00Z',
		'?e=1778234400',
		`?${'a=1&'.repeat(5000)}expires=1778234400`,
	]) {
		assert.equal(end(query), null, query.slice(0, 60));
	}
});

/** Unix seconds between 2001 and 2100. */
const seconds = fc.integer({min: 1_000_000_000, max: 4_102_444_799});

test('a signed time is read exactly, from seconds, milliseconds and a date', () => {
	fc.assert(
		fc.property(seconds, fc.integer({min: 0, max: 604_800}), (end_, ttl) => {
			const address = new URL('https://a.example/x');
			address.searchParams.set('expires', String(end_));
			assert.equal(expiryOf(address), end_ * 1000);
			address.searchParams.set('expires', String(end_ * 1000));
			assert.equal(expiryOf(address), end_ * 1000);

			const dated = new URL('https://a.example/x');
			const basic = new Date(end_ * 1000).toISOString().replaceAll(/[-:]|\.\d+/g, '');
			dated.searchParams.set('X-Amz-Date', basic);
			dated.searchParams.set('X-Amz-Expires', String(ttl));
			assert.equal(expiryOf(dated), (end_ + ttl) * 1000);
		}),
	);
});
