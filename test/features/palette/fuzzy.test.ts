import assert from 'node:assert/strict';
import test from 'node:test';
import {rankMatches, scorer} from '../../../source/features/palette/rows.ts';

test('the better kind of match is first: whole text, start, start of a word, any part, letters with gaps', () => {
	const texts = ['sort', 'sort by column', 'to sort', 'resort', 's-o-r-t'];
	const scores = texts.map(text => scorer('sort')(text));
	assert.ok(scores.every(score => score > 0));
	assert.ok(scores.every((score, place) => place === 0 || score < (scores[place - 1] ?? 0)));
});

test('every word must match, ignoring case; letters with too large gaps do not match', () => {
	assert.notEqual(scorer('NEXT err')('next error'), -Infinity);
	assert.equal(scorer('next hit')('next error'), -Infinity);
	assert.equal(scorer('ab')('a long way to b'), -Infinity);
	assert.notEqual(scorer('跟随')('跟随末尾，或停止跟随'), -Infinity);
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
