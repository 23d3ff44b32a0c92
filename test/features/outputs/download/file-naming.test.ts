import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import {foreignName} from '../../../../source/core/text/sanitize.ts';
import {nameTemplate, targetOf} from '../../../../source/features/outputs/download/file-naming.ts';
import {orderFor, run} from './set-up.ts';

const inputs = [
	{key: foreignName('6.text'), value: foreignName('雨夜 / 霓虹')},
	{key: foreignName('3.seed'), value: foreignName('42')},
];
const subject = {
	title: '文生图 v3',
	label: null,
	workflowId: 'wf_1',
	createdAt: new Date(2026, 10, 26, 9, 5, 7).getTime(),
	index: 2,
	inputs,
};
const request = orderFor(new URL('https://cdn.example/a/cat.png'), {subject});

/** The path of a file by a template, with `/` between its parts. */
function pathOf(template: string, changes: Partial<typeof request> = {}, suggested = 'cat.PNG') {
	assert.match(template, nameTemplate);
	const {folders, name} = targetOf(template, {...request, ...changes}, {suggested});
	return [...folders, name.stem + name.extension].join('/');
}

test('placeholders give folders and a name; a missing value is left out with its separator', () => {
	assert.equal(
		pathOf('{date}/{title}/{label}-{input.seed}-{key}.{ext}'),
		'2026-11-26/文生图_v3/42-n9_images.png',
	);
	assert.equal(pathOf('{time}_{index} {name}'), '09-05-07_2_cat.png');
	assert.equal(pathOf('{input.6.text}-{input.none}-{workflow}'), '雨夜_霓虹-wf_1.png');
	assert.equal(pathOf('{ext}/{id}'), `png/${run}.png`);
	assert.equal(pathOf('{label}/{key}'), 'n9_images.png');
	assert.equal(
		pathOf('{label}.{ext}'),
		`${run}-n9_images-cat.png`,
		'the usual name if it is empty',
	);
	assert.equal(pathOf('{title}.{ext}', {}, 'cat.exe'), '文生图_v3.png');
});

test('an invalid template is not accepted', () => {
	for (const template of [
		'',
		'/{key}',
		'~/{key}',
		'../{key}',
		'a/../{key}',
		'a/./b',
		'a//b',
		'{key}/',
		'{keys}',
		'{input.}',
		'{input.a/b}',
		'{key',
		'key}',
		'a\\{key}',
		'C:{key}',
	]) {
		assert.doesNotMatch(template, nameTemplate);
	}
});

test('only a name with run and key, that is not cut, says that a file is the same', () => {
	const isUnique = (template: string, key = 'k') =>
		targetOf(template, {...request, key}, {suggested: null}).isUnique;
	assert.equal(isUnique('{date}/{id}-{key}'), true);
	assert.equal(isUnique('{id}/{key}.{ext}'), true);
	assert.equal(isUnique('{title}-{key}'), false);
	assert.equal(isUnique('{id}-{index}'), false);
	assert.equal(isUnique('{id}{id}{id}{id}{id}{id}{id}{id}{id}{id}{key}', 'k'.repeat(99)), false);
	assert.equal(isUnique('{id}/{key}', 'k'.repeat(99)), false);
});

test('whatever the values, each part is a valid name that leads nowhere else (property)', () => {
	const text = fc.string({
		unit: fc.oneof(fc.constantFrom('.', '/', '\\', '-', '~', '\0', '\n', '图'), fc.string()),
	});
	fc.assert(
		fc.property(text, text, text, text, (title, key, seed, suggested) => {
			const values = {
				...subject,
				title,
				inputs: [{...inputs[0], key: foreignName('seed'), value: foreignName(seed)}],
			};
			const {folders, name} = targetOf(
				'{title}/{input.seed}/{title} {key}.{name}.{ext}',
				{...request, key, subject: values},
				{suggested},
			);

			for (const part of [...folders, name.stem + name.extension]) {
				assert.match(part, /^[^/\\\p{C}]+$/u);
				assert.doesNotMatch(part, /^[.~-]|\.$|^(?:con|nul|aux|prn)(?:\.|$)/i);
				assert.ok(Buffer.byteLength(part) <= 230);
			}
		}),
	);
});
