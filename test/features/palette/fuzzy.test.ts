import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import {fuzzyScore, rankMatches} from '../../../source/features/palette/fuzzy.ts';

test('the better kind of match is first: whole text, start, start of a word, any part, letters with gaps', () => {
	const texts = ['sort', 'sort by column', 'to sort', 'resort', 's-o-r-t'];
	const scores = texts.map(text => fuzzyScore('sort', text));
	assert.ok(scores.every(score => score > 0));
	assert.ok(scores.every((score, place) => place === 0 || score < (scores[place - 1] ?? 0)));
});

test('every word must match, ignoring case; letters with too large gaps do not match', () => {
	assert.notEqual(fuzzyScore('NEXT err', 'next error'), -Infinity);
	assert.equal(fuzzyScore('next hit', 'next error'), -Infinity);
	assert.equal(fuzzyScore('ab', 'a long way to b'), -Infinity);
	assert.notEqual(fuzzyScore('跟随', '跟随末尾，或停止跟随'), -Infinity);
	const [end, folder] = [
		['follow', 'end'],
		['跟随', 'folder'],
	];
	const items = [end, folder, ['resort'], ['sort']];
	const ranked = (text: string) => rankMatches(items, text, texts => texts);
	assert.deepEqual(ranked('fold'), [folder]);
	assert.deepEqual(ranked('fol'), [end, folder]);
	assert.deepEqual(ranked('sort'), [['sort'], ['resort']]);
});

test('properties: an empty text matches all equally, a text matches itself best, and a match contains the letters', () => {
	const text = fc.string({minLength: 1, maxLength: 12});
	fc.assert(
		fc.property(text, text, (typed, other) => {
			assert.equal(fuzzyScore('', other), 0);
			const words = typed.trim().split(/\s+/).filter(Boolean);

			if (words.length === 1) {
				const own = fuzzyScore(typed, words[0] ?? '');
				assert.ok(own >= fuzzyScore(typed, other) || other.toLowerCase() === typed);
			}

			if (fuzzyScore(typed, other) > -Infinity) {
				const letters = new Set(other.toLowerCase());
				assert.ok([...words.join('').toLowerCase()].every(letter => letters.has(letter)));
			}
		}),
	);
});
