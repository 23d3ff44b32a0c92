import {features} from '../../source/features/index.ts';
import {messagesFor} from '../../source/session/catalogue.ts';
import type {KeyOf} from '../../source/store/keys/key-of.ts';
import {samples} from './samples.ts';

/** The texts of one place in `Messages`, in both languages. */
type Sentence = {readonly place: string; readonly en: string; readonly zh: string};

type Message = (...args: readonly unknown[]) => unknown;

/** Returns every sentence of the program. Samples fill in the arguments. */
export function allSentences(): readonly Sentence[] {
	// Numbers are parts of sentences, and the words of keys are added below.
	const {language: _en, numbers: _enNumbers, wordsOf: _enWords, ...english} = messagesFor('en');
	const {language: _zh, numbers: _zhNumbers, wordsOf: _zhWords, ...chinese} = messagesFor('zh');
	const words = features.flatMap(feature => Object.entries(feature.words ?? {}));
	const all = [
		...sentencesIn('', english, chinese),
		...words.flatMap(([id, one]) => sentencesIn(`words.${id}`, one?.en, one?.zh)),
	];
	// Many samples give the same sentence.
	return [...new Map(all.map(sentence => [Object.values(sentence).join('\n'), sentence])).values()];
}

function sentencesIn(place: string, en: unknown, zh: unknown): readonly Sentence[] {
	if (typeof en === 'string' && typeof zh === 'string') {
		return [{place, en, zh}];
	}

	if (typeof en === 'function' && typeof zh === 'function') {
		return renderMessage(place, en as Message, zh as Message);
	}

	if (typeof en !== 'object' || en === null || typeof zh !== 'object' || zh === null) {
		throw new TypeError(`${place} is no sentence`);
	}

	const theirs = zh as Readonly<Record<string, unknown>>;
	return Object.entries(en).flatMap(([key, value]) =>
		sentencesIn(place === '' ? key : `${place}.${key}`, value, theirs[key]),
	);
}

/**
 * Calls a message in both languages with the same arguments. These are its own samples, or else all combinations of
 * the usual values. Skips combinations that do not fit.
 */
function renderMessage(place: string, en: Message, zh: Message): readonly Sentence[] {
	const own = samples.get(place);
	const tries: ReadonlyArray<readonly unknown[]> =
		own === undefined ? usual : own.map(sample => [sample, keyOf, 'sign']);
	const sentences = tries.flatMap(args => {
		const [english, chinese] = [render(en, args), render(zh, args)];
		return english === null || chinese === null ? [] : [{place, en: english, zh: chinese}];
	});

	if (own !== undefined && sentences.length < own.length) {
		throw new TypeError(`${place}: a sample makes no sentence`);
	}

	if (sentences.length === 0) {
		throw new TypeError(`${place}: nothing was found to say; add samples`);
	}

	return sentences;
}

const keyOf: KeyOf = id => (typeof id === 'string' ? id : id.pressed);
const values: readonly unknown[] = ['¤', 0, 1, 2, null, ['¤']];
const usual: ReadonlyArray<readonly unknown[]> = values.flatMap(first =>
	values.flatMap(second => values.map(third => [first, second, third])),
);

function render(message: Message, args: readonly unknown[]): string | null {
	try {
		const result = message(...args);
		const sentence = Array.isArray(result) ? result.join('\n') : result;
		return typeof sentence === 'string' && !/undefined|NaN|\[object/.test(sentence)
			? sentence
			: null;
	} catch (error) {
		// For example a text in place of a list or of an amount.
		if (
			error instanceof TypeError ||
			error instanceof RangeError ||
			/big\.js/.test(String(error))
		) {
			return null;
		}

		throw error;
	}
}
