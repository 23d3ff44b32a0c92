import assert from 'node:assert/strict';
import test from 'node:test';
import {parseRedacted, redactor} from '../../source/api/redact.ts';

const secret = 'sk-0a1b2c3d/4e5f+6071=8293';

test('a secret is redacted in every form that a service could echo', () => {
	const redact = redactor(secret);
	const bytes = Buffer.from(secret);

	for (const form of [
		secret,
		encodeURIComponent(secret),
		JSON.stringify(secret).slice(1, -1),
		secret.replaceAll('/', String.raw`\/`),
		bytes.toString('base64'),
		bytes.toString('base64url'),
		bytes.toString('hex'),
		bytes.toString('hex').toUpperCase(),
		secret.slice(0, 13),
		secret.slice(13),
	]) {
		const text = redact(`before ${form} after ${form}`);
		assert.ok(!text.includes(form), form);
		assert.match(text, /^before \[key\]=* after \[key\]=*$/);
	}
});

test('other texts are unchanged', () => {
	const redact = redactor(secret);
	const text = 'sk- is how keys begin, 0a1b is a part that is too short';
	assert.equal(redact(text), text);
	assert.equal(redactor('')('text'), 'text');
	assert.equal(redactor('short')('a shorter text, shortly'), 'a shorter text, shortly');
});

test('a short secret is replaced in texts only, as a whole word', async () => {
	for (const [short, json, expected] of [
		[
			'data',
			{code: 0, data: {msg: 'no "data" of data'}},
			{code: 0, data: {msg: 'no "[key]" of [key]'}},
		],
		[
			'1234',
			{n: 1234, url: 'http://1234.example/%2531%32%33%34?a=12345'},
			{n: 1234, url: 'http://[key].example/[key]?a=12345'},
		],
	] as const) {
		assert.deepEqual(await parseRedacted(JSON.stringify(json), redactor(short)), expected);
	}
});

test('a secret with JSON escapes is redacted, in the names of fields too', async () => {
	const odd = 'cy_"odd"\\and/<long>&key';
	const json = JSON.stringify({a: [`is ${odd} `], b: 'quoted " and \\u0063', [odd]: 1});
	const parsed = {a: ['is [key] '], b: 'quoted " and \\u0063', '[key]': 1};

	for (const text of [
		json,
		json.replaceAll('/', String.raw`\/`),
		json.replaceAll('<', String.raw`\u003c`).replaceAll('&', String.raw`\u0026`),
		json.replaceAll(odd.slice(0, 3), String.raw`\u0063\u0079\u005F`),
	]) {
		assert.deepEqual(await parseRedacted(text, redactor(odd)), parsed);
	}
});

test('JSON that repeats the key and is too deep to be redacted is malformed', async () => {
	const deep = `${'['.repeat(100_000)}"${secret}"${']'.repeat(100_000)}`;
	assert.equal(await parseRedacted(deep, redactor(secret)), undefined);
	assert.ok(Array.isArray(await parseRedacted(deep, text => text)));
});
