import assert from 'node:assert/strict';
import test from 'node:test';
import * as fc from 'fast-check';
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

test('a signed time is read exactly, from a number and from a date', () => {
	const seconds = fc.integer({min: 1_000_000_000, max: 4_102_444_799});
	fc.assert(
		fc.property(seconds, fc.integer({min: 0, max: 604_800}), (time, ttl) => {
			const basic = new Date(time * 1000).toISOString().replaceAll(/[-:]|\.\d+/g, '');
			assert.equal(expiryOf(new URL(`https://a.example/x?expires=${time}`)), time * 1000);
			const dated = `https://a.example/x?X-Amz-Date=${basic}&X-Amz-Expires=${ttl}`;
			assert.equal(expiryOf(new URL(dated)), (time + ttl) * 1000);
		}),
	);
});
