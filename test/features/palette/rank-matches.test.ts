import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import {matchScore, rankMatches} from '../../../source/features/palette/rank-matches.ts';

test('the better kind of match is first: whole text, start, start of a word, any part', () => {
	const texts = ['sort', 'sort by column', 'to sort', 'resort'];
	const scores = texts.map(text => matchScore('sort', text));
	assert.ok(scores.every(score => score > 0));
	assert.ok(scores.every((score, place) => place === 0 || score < (scores[place - 1] ?? 0)));
});

test('every word must match, ignoring case', () => {
	assert.notEqual(matchScore('NEXT err', 'next error'), -Infinity);
	assert.equal(matchScore('next hit', 'next error'), -Infinity);
	assert.notEqual(matchScore('跟随', '跟随末尾，或停止跟随'), -Infinity);
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

test('properties: an empty text matches all equally, and a text matches itself best', () => {
	const text = fc.string({minLength: 1, maxLength: 12});
	fc.assert(
		fc.property(text, text, (typed, other) => {
			assert.equal(matchScore('', other), 0);
			const [word = '', ...others] = typed.trim().split(/\s+/);

			if (others.length === 0 && word !== '') {
				const own = matchScore(typed, word);
				assert.ok(own >= matchScore(typed, other) || other.toLowerCase() === typed);
			}
		}),
	);
});
