import assert from 'node:assert/strict';
import {existsSync, mkdirSync, readdirSync, writeFileSync} from 'node:fs';
import {dirname, join, resolve} from 'node:path';
import {test} from 'node:test';
import fc from 'fast-check';
import {suggestName} from '../../../../source/features/outputs/download/file-naming.ts';
import {
	safeName as nameOfKind,
	numbered,
} from '../../../../source/features/outputs/download/safe-name.ts';
import {temporaryFolder} from '../../../helpers/program.ts';
import {hostileNames} from './hostile-names.ts';

/** The name of a file whose kind allows every extension. */
function safeName(from: Omit<Parameters<typeof nameOfKind>[0], 'kind'>) {
	return nameOfKind({...from, kind: 'file'});
}

const anyText = fc.oneof(
	fc.string({unit: 'binary', maxLength: 400}),
	fc.string({unit: 'grapheme', maxLength: 200}),
	fc.constantFrom(...hostileNames),
);

/** Asserts that a name is safe. `from` is the text that it was made of. */
function assertSafe(name: string, from: string): void {
	const say = `${JSON.stringify(name)} from ${JSON.stringify(from)}`;
	assert.ok(Buffer.byteLength(name) > 0 && Buffer.byteLength(`${name}.part.json`) <= 255, say);
	assert.doesNotMatch(name, /[/\\<>:"|?*\p{C}\p{Z}\p{Default_Ignorable_Code_Point}]/u, say);
	assert.doesNotMatch(name, /^[-.~ ]|[. ]$/, say);
	assert.doesNotMatch(
		name,
		/^(con|prn|aux|nul|conin\$|conout\$|com[\d¹²³]|lpt[\d¹²³])(\.|$)/i,
		say,
	);
	assert.equal(dirname(resolve('/folder', name)), '/folder', say);
	assert.ok(name.isWellFormed(), say);
}

test('a name made of anything is a direct child of its folder (F4)', () => {
	fc.assert(
		fc.property(
			anyText,
			anyText,
			fc.option(anyText),
			fc.integer({min: 1, max: 999}),
			(runId, key, suggested, count) => {
				const name = numbered(safeName({runId, key, suggested}), count);
				assertSafe(name, `${runId}|${key}|${suggested ?? ''}`);
			},
		),
		{numRuns: 2000},
	);
});

test('600 hostile names, as run, key and host name, each make only a file in the folder (F4)', t => {
	assert.ok(hostileNames.length >= 600, `there are ${hostileNames.length}`);
	const outside = temporaryFolder(t);
	const folder = join(outside, 'inner');
	mkdirSync(folder);
	const names = new Set<string>();

	for (const hostile of hostileNames) {
		for (const source of [
			{runId: 'wfrun_1', key: 'n9_images', suggested: hostile},
			{runId: hostile, key: 'n9_images', suggested: null},
			{runId: 'wfrun_1', key: hostile, suggested: 'a.png'},
			{runId: hostile, key: hostile, suggested: hostile},
		]) {
			const name = numbered(safeName(source), 1);
			assertSafe(name, hostile);
			writeFileSync(join(folder, name), '');
			names.add(name);
		}
	}

	assert.deepEqual(readdirSync(outside), ['inner']);
	// This file system compares names by bytes, so each one exists.
	assert.equal(readdirSync(folder).length, names.size);
	assert.ok(existsSync(join(folder, 'wfrun_1-n9_images-passwd')));
});

test('run, key and name stay readable, and the extension stays an extension', () => {
	const name = (suggested: string | null, extension = '') =>
		numbered(safeName({runId: 'wfrun_1', key: 'n9_images.0', suggested, extension}), 1);
	assert.equal(name('portrait.png'), 'wfrun_1-n9_images.0-portrait.png');
	assert.equal(name('PORTRAIT.PNG'), 'wfrun_1-n9_images.0-PORTRAIT.png');
	assert.equal(name(null, '.png'), 'wfrun_1-n9_images.0.png');
	assert.equal(name('example-output', '.png'), 'wfrun_1-n9_images.0-example-output.png');
	assert.equal(name('models.tar.gz'), 'wfrun_1-n9_images.0-models.tar.gz');
	assert.equal(name('江南 烟雨.mp4'), 'wfrun_1-n9_images.0-江南_烟雨.mp4');
	assert.equal(name('C:\\Users\\me\\a.png'), 'wfrun_1-n9_images.0-a.png');
	assert.equal(name('a.b c'), 'wfrun_1-n9_images.0-a.b_c');
	assert.equal(name('n9_images.0'), 'wfrun_1-n9_images.0');
	const archive = safeName({runId: 'wfrun_1', key: 'k', suggested: 'a.tar.gz'});
	assert.equal(numbered(archive, 3), 'wfrun_1-k-a-3.tar.gz');
});

const address = new URL('https://cdn.example/out/a.png?x=1');

for (const [disposition, expected] of [
	['attachment; filename="b.png"', 'b.png'],
	['inline; filename=b.png', 'b.png'],
	[`attachment; filename="b.png"; filename*=UTF-8''%E5%9B%BE.png`, '图.png'],
	[`attachment; filename*=iso-8859-1''%E9.png`, 'é.png'],
	// UTF-8 in the header, as decoded from there.
	[`attachment; filename="${Buffer.from('图片.png').toString('latin1')}"`, '图片.png'],
	[`attachment; filename="\u00E9.png"`, 'é.png'],
	['attachment; filename=""', 'a.png'],
	['attachment', 'a.png'],
	['', 'a.png'],
	['filename=', 'a.png'],
	['\u0001;;;===', 'a.png'],
] as const) {
	test(`Content-Disposition ${JSON.stringify(disposition)} means ${expected}`, () => {
		const headers = {'content-disposition': disposition};
		assert.equal(suggestName(null, {headers, address}, text => text).suggested, expected);
	});
}

test('no header makes naming fail', () => {
	fc.assert(
		fc.property(anyText, anyText, anyText, (disposition, contentType, contentEncoding) => {
			const headers = {
				'content-disposition': disposition,
				'content-type': contentType,
				'content-encoding': contentEncoding,
			};
			const {suggested, extension = ''} = suggestName(null, {headers, address}, text => text);
			assertSafe(numbered(safeName({runId: 'r', key: 'k', suggested, extension}), 1), disposition);
		}),
		{numRuns: 1000},
	);
});

test('a name without an extension gets that of its type; the final address is used last', () => {
	for (const [name, contentType, path, expected] of [
		['example-output', 'image/png; charset=x', 'blob', 'r-k-example-output.png'],
		[null, 'image/webp', '', 'r-k.webp'],
		[null, 'constructor', '', 'r-k'],
		['said.jpg', 'image/png', 'out/a.png', 'r-k-said.jpg'],
		[null, undefined, '%2e%2e%2fx%ff.png', 'r-k-%2e%2e%2fx%ff.png'],
	] as const) {
		const {suggested, extension = ''} = suggestName(
			name,
			{
				headers: {'content-type': contentType},
				address: new URL(path, 'https://c.example/'),
			},
			text => text,
		);
		assert.equal(numbered(safeName({runId: 'r', key: 'k', suggested, extension}), 1), expected);
	}
});
