import assert from 'node:assert/strict';
import test from 'node:test';
import {createContext, runInContext} from 'node:vm';
import fc from 'fast-check';
import {
	cleanName,
	cleanProse,
	foreignName,
	foreignProse,
	foreignTitle,
} from '../../../source/core/text/sanitize.ts';

const cleaners = {cleanProse, cleanName};
const segmenter = new Intl.Segmenter();
const woman = '\u{1F469}';
const family = `\u{1F468}\u200D${woman}\u200D\u{1F467}`;

/** Characters that must never reach a terminal. Joiners and variation selectors have their own tests. */
const forbidden =
	/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Noncharacter_Code_Point}]|(?!\u200D|\p{Variation_Selector})[\p{Cf}\p{Default_Ignorable_Code_Point}]/u;

/** Random text, rich in control characters, invisible characters, and characters that combine, such as emoji. */
const hostileText = fc
	.array(
		fc.oneof(
			{weight: 2, arbitrary: fc.string({unit: 'binary', maxLength: 4})},
			{
				weight: 3,
				arbitrary: fc.constantFrom(...'\u001B\u009B\u009D\u0090\u0007\r\n\t\u007F\u0000 a1[]m;'),
			},
			fc.constantFrom(...'\u202E\u2066\u200B\u200C\u200D\uFE0F\u{E0041}\u3164'),
			fc.constantFrom(...'\u0301\u20E3\u0E33\u094D\u0915\u1100\u1161\u11A8한'),
			fc.constantFrom(woman, family, '\u{1F3FD}', '\u2764', '\u{1F1E8}', '\u0D4E', '\u0600', '中'),
			fc.integer({min: 0, max: 0xff_ff}).map(unit => String.fromCharCode(unit)),
			fc
				.tuple(
					fc.constantFrom('\u0301', '\u1100', '\u0D4E', `${woman}\u200D`, '\u0915\u094D'),
					fc.nat(40),
				)
				.map(([piece, count]) => piece.repeat(count)),
		),
		{maxLength: 40},
	)
	.map(pieces => pieces.join(''));

test('text without special characters is unchanged', () => {
	for (const text of ['', 'KSampler step 5/20', '文生图 完成 ▶ ━━╸', 'naïve ½ “quoted” — …']) {
		assert.equal(cleanProse(text), text);
		assert.equal(cleanName(text), text);
	}
});

test('controls are in caret notation, which every font can display', () => {
	for (const clean of [cleanProse, cleanName]) {
		assert.equal(clean('\u001B[31mred\u007F\u0085\u009Bb'), '^[[31mred^?<U+0085><U+009B>b');
	}

	const controls = String.fromCodePoint(...Array.from({length: 0x20}).keys());
	assert.equal(
		cleanName(controls),
		'^@^A^B^C^D^E^F^G^H^I^J^K^L^M^N^O^P^Q^R^S^T^U^V^W^X^Y^Z^[^\\^]^^^_',
	);
});

test('tabs go to stops of eight cells, line by line', () => {
	assert.equal(cleanProse('a\tb'), 'a       b');
	assert.equal(cleanProse('中文\t字\tx'), '中文    字      x');
	assert.equal(cleanProse('😀\tx\n\ty'), '😀      x⏎        y');
	assert.equal(cleanName('a\tb\n'), 'a^Ib^J');
});

test('the last version of an overwritten line is displayed, and the exact text is kept', () => {
	assert.equal(cleanProse('10%\r50%\r90%'), '90%');
	assert.equal(cleanProse('10%\r90%\r\r'), '90%');
	assert.equal(cleanProse('a\r\nb\rc\r\n\r\nd'), 'a⏎c⏎⏎d');
	assert.equal(cleanProse('\r'), '');
	assert.equal(cleanName('real\rfake'), 'real^Mfake');
	assert.deepEqual(foreignProse('real\rfake'), {safe: 'fake', exact: 'real\rfake'});
});

test('an unterminated sequence swallows nothing', () => {
	assert.equal(
		cleanProse('\u001B]8;;http://evil.example\nshown'),
		'^[]8;;http://evil.example⏎shown',
	);
	assert.equal(cleanProse('\u001BPq\u009D0;title'), '^[Pq<U+009D>0;title');
});

test('lone surrogates and noncharacters are replaced', () => {
	assert.equal(cleanProse('a\uD83Db\uDE00\uFFFE'), 'a�b��');
	assert.equal(cleanName('a\uD83Db\uFFFE'), 'a<U+D83D>b<U+FFFE>');
});

test('invisible characters are spelled out in names and replaced in prose', () => {
	const hidden =
		'\u202E\u2066\u200B\u200D\uFEFF\u00AD\u061C\u115F\u1160\u3164\uFFA0\u{E0041}\u2028\u2029';

	for (const character of hidden) {
		const code = character.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0');
		assert.equal(cleanName(`a${character}b`), `a<U+${code}>b`);
		assert.equal(cleanProse(`a${character}b`), 'a�b');
	}

	assert.equal(cleanName('a\u00A0b\u2800'), 'a<U+00A0>b<U+2800>');
	assert.equal(cleanProse('a\u00A0b\u2800'), 'a\u00A0b\u2800');
});

test('emoji sequences stay whole in prose; joiners and selectors elsewhere are replaced', () => {
	const emoji = [
		family,
		'\u2764\uFE0F',
		'1\uFE0F\u20E3',
		'\u{1F3F3}\uFE0F\u200D\u{1F308}',
		'\u{1F44D}\u{1F3FD}',
		'\u{1F1E8}\u{1F1F3}',
	];

	for (const text of emoji) {
		assert.equal(cleanProse(`(${text})`), `(${text})`);
	}

	assert.equal(cleanProse('葛\u{E0100}城'), '葛\u{E0100}城');
	assert.equal(cleanProse('a\u{E0148}b\u{E0149}'), 'a�b�');
	assert.equal(cleanProse(`a\u200D${woman}`), `a�${woman}`);
	assert.equal(cleanProse(`${woman}\u200Da`), `${woman}�a`);
	assert.equal(cleanProse(`${woman}\u200D`), `${woman}�`);
	assert.equal(cleanProse(' \uFE0Fx\uFE0F\uFE0F'), ' �x\uFE0F�');
	assert.equal(cleanName(family), `\u{1F468}<U+200D>${woman}<U+200D>\u{1F467}`);
});

test('a base has at most eight combining marks, and every mark has a base', () => {
	assert.equal(cleanProse(`z${'\u0300'.repeat(10)}y`), `z${'\u0300'.repeat(8)}��y`);
	assert.equal(cleanName(`z${'\u0300'.repeat(9)}y`), `z${'\u0300'.repeat(8)}<U+0300>y`);
	assert.equal(cleanProse('\u0301x'), '◌\u0301x');

	// The same holds for a chain of consonants with marks between them.
	const chain = cleanProse(`क्\u0301${'क्'.repeat(9)}`);
	const marks = Array.from(
		segmenter.segment(chain),
		({segment}) => segment.match(/\p{M}/gu)?.length,
	);
	assert.equal(Math.max(...marks.map(count => count ?? 0)), 8);
});

test('of a long name or title only the start is shown; the exact text is kept', () => {
	const text = '雨\n'.repeat(1_000_000);

	for (const {safe, exact} of [foreignName(text), foreignTitle(text)]) {
		assert.ok(safe.length < 5000);
		assert.ok(safe.startsWith('雨') && safe.endsWith('…'));
		assert.equal(exact, text);
	}

	assert.equal(foreignName('a'.repeat(1000)).safe, 'a'.repeat(1000));
});

for (const [name, clean] of Object.entries(cleaners)) {
	test(`${name} returns no forbidden character and no heavy grapheme, and is idempotent`, () => {
		fc.assert(
			fc.property(hostileText, text => {
				const safe = clean(text);
				assert.doesNotMatch(safe, forbidden);
				assert.equal(clean(safe), safe);

				for (const {segment} of segmenter.segment(safe)) {
					assert.ok(Buffer.byteLength(segment) <= 64, 'a grapheme of more than 64 bytes');
					assert.ok((segment.match(/\p{M}/gu) ?? []).length <= 8, 'more than eight marks');
				}
			}),
			{numRuns: 4_000},
		);
	});
}

test('no character makes a heavy grapheme, however often it is repeated', () => {
	for (let from = 0xa0; from <= 0x1_ff_ff; from += 0x10_00) {
		const text = Array.from({length: 0x10_00}, (_, index) => String.fromCodePoint(from + index))
			.filter(character => [...segmenter.segment(character.repeat(2))].length === 1)
			.map(character => `a${character.repeat(33)}`)
			.join('');

		for (const {segment} of segmenter.segment(cleanProse(text))) {
			assert.ok(Buffer.byteLength(segment) <= 64, JSON.stringify(segment));
		}
	}
});

test('every character that is not overwritten remains or leaves a replacement', () => {
	fc.assert(
		fc.property(hostileText, text => {
			const kept = text.replaceAll(/[\r\t]/g, '');
			assert.ok([...cleanProse(kept)].length >= [...kept].length);
			// Visible characters keep their order.
			assert.ok(
				cleanProse(kept).replaceAll(/[^ -~]/g, '') === marked(kept).replaceAll(/[^ -~]/g, ''),
			);
		}),
		{numRuns: 2_000},
	);
});

/** Makes control characters visible: U+0001 becomes `^A`, and U+0085 becomes `<U+0085>`. Line feeds remain. */
function marked(text: string): string {
	return text.replaceAll(/[^\P{Cc}\n]/gu, control =>
		control < '\u0080'
			? `^${String.fromCodePoint((control.codePointAt(0) ?? 0) ^ 0x40)}`
			: `<U+00${control.codePointAt(0)?.toString(16).toUpperCase()}>`,
	);
}

// Each call takes some 40 ms. One whose cost is not linear would take minutes, and is stopped.
test('the worst inputs are cleaned', () => {
	const size = 2 ** 18;
	const worst: Readonly<Record<string, string>> = {
		letters: `${'a'.repeat(1_023)}\n`,
		escapes: '\u001B',
		tabs: 'a\t',
		lines: '\n',
		returns: '\r',
		rewrites: '\rx\n',
		bidi: '\u202E',
		marks: '\u0301',
		jamo: '\u1100',
		joiners: `${woman}\u200D`,
		families: family,
		tags: '\u{E0041}',
		surrogates: '\uD800',
	};

	for (const [name, piece] of Object.entries(worst)) {
		const text = `${piece.repeat(size / Buffer.byteLength(piece))}end`;

		for (const clean of Object.values(cleaners)) {
			const context = createContext({run: () => clean(text)});
			const cleaned: unknown = runInContext('run()', context, {timeout: 10_000});
			assert.match(String(cleaned), /end$/, name);
		}
	}
});
