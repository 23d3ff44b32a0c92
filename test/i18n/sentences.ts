import {features} from '../../source/features/index.ts';
import {messagesFor} from '../../source/i18n/index.ts';
import {safetyEn, safetyZh} from '../../source/i18n/safety.ts';
import {saidByNotices, samples} from './samples.ts';

/** What is said in one place, in both languages, of the same things. */
export type Sentence = {readonly place: string; readonly en: string; readonly zh: string};

type Say = (...args: readonly unknown[]) => unknown;

/** Every sentence of the program, made of samples where something goes into it. */
export function allSentences(): readonly Sentence[] {
	// Numbers are parts of sentences.
	const {language: _en, numbers: _enNumbers, ...english} = messagesFor('en');
	const {language: _zh, numbers: _zhNumbers, ...chinese} = messagesFor('zh');
	const words = features.flatMap(feature => Object.entries(feature.words ?? {}));
	const all = [
		...sentencesIn('', english, chinese),
		...sentencesIn('safety', safetyEn, safetyZh),
		...words.flatMap(([id, {en, zh}]) => sentencesIn(`words.${id}`, en, zh)),
	];
	// Many samples say the same.
	return [...new Map(all.map(sentence => [Object.values(sentence).join('\n'), sentence])).values()];
}

function sentencesIn(place: string, en: unknown, zh: unknown): readonly Sentence[] {
	if (typeof en === 'string' && typeof zh === 'string') {
		return [{place, en, zh}];
	}

	if (typeof en === 'function' && typeof zh === 'function') {
		return saidByNotices.has(place) ? [] : spoken(place, en as Say, zh as Say);
	}

	if (typeof en !== 'object' || en === null || typeof zh !== 'object' || zh === null) {
		throw new TypeError(`${place} is no sentence`);
	}

	const theirs = zh as Readonly<Record<string, unknown>>;
	return Object.entries(en).flatMap(([key, value]) =>
		sentencesIn(place === '' ? key : `${place}.${key}`, value, theirs[key]),
	);
}

/** Texts and numbers go into most: what fits is found by trying, and says the same kind of thing in both. */
function spoken(place: string, en: Say, zh: Say): readonly Sentence[] {
	const own = samples.get(place);
	const tries: ReadonlyArray<readonly unknown[]> =
		own === undefined ? usual : own.map(sample => [sample, String]);
	const sentences = tries.flatMap(args => {
		const [english, chinese] = [said(en, args), said(zh, args)];
		return english === null || chinese === null ? [] : [{place, en: english, zh: chinese}];
	});

	if (sentences.length === 0) {
		throw new TypeError(`${place}: nothing was found to say; add samples`);
	}

	return sentences;
}

const values: readonly unknown[] = ['¤', 1, 2, null, true, ['¤']];
const usual: ReadonlyArray<readonly unknown[]> = values.flatMap(first =>
	values.flatMap(second => values.map(third => [first, second, third])),
);

function said(say: Say, args: readonly unknown[]): string | null {
	try {
		const told = say(...args);
		const sentence = Array.isArray(told) ? told.join('\n') : told;
		return typeof sentence === 'string' && !/undefined|NaN|\[object/.test(sentence)
			? sentence
			: null;
	} catch (error) {
		// A text where a list is wanted, say.
		if (error instanceof TypeError || error instanceof RangeError) {
			return null;
		}

		throw error;
	}
}
