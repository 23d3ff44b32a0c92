import assert from 'node:assert/strict';
import {globSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import test from 'node:test';
import {root} from '../helpers/program.ts';
import {allSentences} from './sentences.ts';

type Term = {
	readonly english: readonly string[];
	readonly chinese: readonly string[];
	readonly forbidden: readonly string[];
};

/** The terms of docs/GLOSSARY.md, without the names in the code. */
const terms: readonly Term[] = readFileSync(join(root, 'docs', 'GLOSSARY.md'), 'utf8')
	.replace(/## Names in the code[^]*/, '')
	.split('\n')
	.filter(line => /^\| (?!English|-)/.test(line))
	.map(line => {
		const [english = [], chinese = [], forbidden = []] = line
			.split('|')
			.slice(1, 4)
			.map(cell => cell.split(/[,、]/).map(word => word.trim()));
		return {english, chinese, forbidden};
	});

const sentences = allSentences();

const patterns = new Map<string, RegExp>();

/**
 * Whether a sentence contains the word or its plural. Parts of other words, of options (`--download`) and of code do
 * not count.
 */
function containsWord(sentence: string, word: string): boolean {
	const pattern = patterns.get(word) ?? new RegExp(String.raw`(?<![\w/:-])${word}s?(?![\w-])`, 'i');
	patterns.set(word, pattern);
	return pattern.test(sentence);
}

test('a term in an English sentence has its term in the Chinese one', () => {
	const breaches = sentences.filter(({en, zh}) =>
		terms.some(
			({english, chinese}) =>
				// A name that users type, like that of a column, is the same in both languages.
				english.some(word => containsWord(en, word) && !containsWord(zh, word)) &&
				!chinese.some(word => zh.includes(word)),
		),
	);
	assert.deepEqual(breaches, []);
});

test('no sentence contains a forbidden word', () => {
	const forbidden = terms.flatMap(term => term.forbidden);
	const breaches = sentences.filter(({en, zh}) =>
		forbidden.some(word => zh.includes(word) || containsWord(en, word)),
	);
	assert.deepEqual(breaches, []);
});

test('the Chinese pages contain no forbidden word', () => {
	const words = terms.flatMap(term => term.forbidden).filter(word => /[\u4E00-\u9FFF]/.test(word));
	const found = globSync(['README.zh-CN.md', 'docs/zh-CN/*.md'], {cwd: root}).flatMap(path => {
		const text = readFileSync(join(root, path), 'utf8');
		return words.filter(word => text.includes(word)).map(word => `${path}: ${word}`);
	});
	assert.deepEqual(found, []);
});

test('Chinese sentences have Chinese punctuation, and no space between Chinese characters', () => {
	const breaches = sentences.filter(
		({zh}) =>
			/「|」|[\u4E00-\u9FFF][,;!?]|[\u4E00-\u9FFF]:(?! ?$|\S)/.test(zh) ||
			/[\u4E00-\u9FFF，。；：（）“”] +[\u4E00-\u9FFF，。；：（）“”]/.test(zh),
	);
	assert.deepEqual(breaches, []);
});

test('a Chinese sentence has a full stop if and only if the English one has', () => {
	const breaches = sentences.filter(({en, zh}) => en.endsWith('.') !== zh.endsWith('。'));
	assert.deepEqual(breaches, []);
});
