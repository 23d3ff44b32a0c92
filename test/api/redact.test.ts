import assert from 'node:assert/strict';
import test from 'node:test';
import {jsonRedactor, redactor, unescapeAscii} from '../../source/api/redact.ts';

const secret = 'sk-0a1b2c3d/4e5f+6071=8293';

test('S4: a secret is redacted in every form that a service could echo', () => {
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

test('S4: a short secret is replaced in texts, and JSON stays valid', () => {
	for (const [short, json, expected] of [
		[
			'data',
			'{"code":0,"data":{"msg":"no \\"data\\" of data"}}',
			'{"code":0,"data":{"msg":"no \\"[key]\\" of [key]"}}',
		],
		[
			'1234',
			'{"n":1234,"url":"http://1234.example/%2531%32%33%34?a=12345"}',
			'{"n":1234,"url":"http://[key].example/[key]?a=12345"}',
		],
	] as const) {
		assert.equal(jsonRedactor(short)(json), expected);
	}
});

test('S4: a secret with JSON escapes is redacted', () => {
	const odd = 'cy_"odd"\\and/<long>&key';
	const json = JSON.stringify({a: `is ${odd} `, b: 'quoted " and \\u0063'});
	const written = [
		json,
		json.replaceAll('/', String.raw`\/`),
		json.replaceAll('<', String.raw`\u003c`).replaceAll('&', String.raw`\u0026`),
		json.replace(odd.slice(0, 3), String.raw`\u0063\u0079\u005F`),
	];

	for (const text of written) {
		assert.deepEqual(JSON.parse(redactor(odd)(unescapeAscii(text))), {
			a: 'is [key] ',
			b: 'quoted " and \\u0063',
		});
	}

	const kept = String.raw`{"a":"\\u0041 \\\u0041 \u001b \u0022 \u005c \u00e9 \u4e2d \u007E \n雨"}`;
	assert.deepEqual(JSON.parse(unescapeAscii(kept)), JSON.parse(kept));
	assert.equal(unescapeAscii(kept).includes('~'), true);
	assert.equal(unescapeAscii(String.raw`"\u0041\u00`), String.raw`"A\u00`);
});

test('H19: reading a text of many escapes takes a small multiple of the time that JSON.parse takes', () => {
	const json = `"${String.raw`\u0041`.repeat(4_000_000)}"`;
	const cpuTime = (work: () => void): number => {
		const begin = process.cpuUsage();
		work();
		const {user, system} = process.cpuUsage(begin);
		return user + system;
	};
	const parsing = cpuTime(() => {
		JSON.parse(json);
	});
	const reading = cpuTime(() => {
		assert.equal(unescapeAscii(json), `"${'A'.repeat(4_000_000)}"`);
	});
	assert.ok(reading < 20 * parsing, `${reading} µs, beside ${parsing} µs`);
});
