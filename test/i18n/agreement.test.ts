import assert from 'node:assert/strict';
import test from 'node:test';
import {messagesFor} from '../../source/session/catalogue.ts';
import {allSentences} from './sentences.ts';

const sentences = allSentences();

/** English sentences that name a single thing without its number, or count a part of what the Chinese ones count. */
const unnumbered =
	/^(the run has ended|The (last )?entry( before the error)?|quote of the unfinished run|failed once|Lines 2(, 2)* and 7 more of .*)$/;

/** Sentences that are only said of several things. */
const ofSeveral = new Set([
	'usage.errors.ambiguousId',
	'events.sameCommand',
	'events.manyEnded',
	'screenReader.many',
]);

const nouns =
	'character check download entry error hit id line mistake node output run warning'.split(' ');
const plurals = nouns.map(noun => (noun === 'entry' ? 'entries' : `${noun}s`));
/** A number and its noun, with at most one word between them. In `0 of 1 lines` and `2 run ids` the noun is right. */
const disagreement = new RegExp(
	`(?<![\\d.,/~]|\\d of )(1 ([a-z]+ )?(${plurals.join('|')})|[02] ([a-z]+ )?(${nouns.join('|')}))\\b(?! id| entr)`,
);

/** The numbers and the texts from outside, which the samples fill in, in any order. */
function filledIn(sentence: string): readonly string[] {
	return (sentence.match(/\d+(?:[.,]\d+)*|¤/g) ?? []).toSorted();
}

test('both languages of a sentence name the same numbers and the same texts from outside', () => {
	const breaches = sentences.filter(
		({place, en, zh}) =>
			!place.startsWith('usage.commandHelp.') &&
			!unnumbered.test(en) &&
			filledIn(en).join() !== filledIn(zh).join(),
	);
	assert.deepEqual(breaches, []);
});

test('an English noun is singular after 1, and plural after 0 and 2', () => {
	const breaches = sentences.filter(
		({place, en}) => !ofSeveral.has(place) && disagreement.test(en),
	);
	assert.deepEqual(breaches, []);
	assert.match('1 marked runs', disagreement);
	assert.match('2 line selected', disagreement);
	assert.doesNotMatch('2 lines, 1 run, 0 of 1 lines, 2 run ids', disagreement);
});

test('a clock that differs is behind or ahead in both languages', () => {
	for (const [ahead, en, zh] of [
		[60_000, /1 minute behind the/, /比服务的慢 1/],
		[-60_000, /1 minute ahead of the/, /比服务的快 1/],
	] as const) {
		assert.match(messagesFor('en').notice({kind: 'clock-skew', ahead}, String), en);
		assert.match(messagesFor('zh').notice({kind: 'clock-skew', ahead}, String), zh);
	}
});
