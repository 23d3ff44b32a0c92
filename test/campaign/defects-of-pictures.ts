import type {Defect} from './defect.ts';

const pictures = {part: 'pictures', scale: 0.015} as const;

/** Mistakes with what a terminal shows of a picture (P1). */
export const defectsOfPictures: readonly Defect[] = [
	{
		name: 'the pixels of a sixel picture are sorted',
		file: 'source/features/outputs/preview/encode-sixel.ts',
		from: 'const own = new Uint8Array(pixels);',
		to: 'const own = new Uint8Array(new Uint32Array(new Uint8Array(pixels).buffer).sort().buffer);',
		...pictures,
	},
	{
		name: 'the number of color registers is ignored',
		file: 'source/features/outputs/preview/encode-sixel.ts',
		from: 'quantize(own, width, maxColors)',
		to: 'quantize(own, width, 256)',
		...pictures,
	},
	{
		name: 'transparent pixels are drawn',
		file: 'source/features/outputs/preview/quantize.ts',
		from: '(pixels[at + 3] ?? 0) < 128',
		to: '(pixels[at + 3] ?? 0) < 0',
		...pictures,
	},
	{
		name: 'kitty stretches pictures to whole cells',
		file: 'source/terminal/images/graphics.ts',
		from: 'return kittySequence(payload);',
		to: "return kittySequence(payload).replace('C=1', `c=${columns},r=${rows},C=1`);",
		...pictures,
	},
	{
		name: 'a small picture is enlarged by any factor',
		file: 'source/features/outputs/preview/render-image.ts',
		from: 'Math.floor(factor)',
		to: 'factor',
		...pictures,
	},
	{
		name: 'a picture stands at the top',
		file: 'source/features/outputs/preview/box.ts',
		from: 'Math.floor((room.rows - picture.rows) / 2)',
		to: '0',
		...pictures,
	},
	{
		name: 'the halves of half blocks are exchanged',
		file: 'source/terminal/images/half-blocks.ts',
		from: '38;${toSgr(pixelAt(pixels, upper + x))};',
		to: '38;${toSgr(pixelAt(pixels, lower + x))};',
		...pictures,
	},
];
