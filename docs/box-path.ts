/** The widths of the four lines from the middle of a cell, in pixels; 0 is no line. */
type Arms = readonly [up: number, right: number, down: number, left: number];

const light = 1.2;
const heavy = 3;

/** Frame and bar characters. Fonts leave gaps between them, so they are drawn as lines. */
const arms: Readonly<Record<string, Arms>> = {
	'─': [0, light, 0, light],
	'│': [light, 0, light, 0],
	'┌': [0, light, light, 0],
	'┐': [0, 0, light, light],
	'└': [light, light, 0, 0],
	'┘': [light, 0, 0, light],
	'├': [light, light, light, 0],
	'┤': [light, 0, light, light],
	'┬': [0, light, light, light],
	'┴': [light, light, 0, light],
	'┼': [light, light, light, light],
	'╭': [0, light, light, 0],
	'╮': [0, 0, light, light],
	'╰': [light, light, 0, 0],
	'╯': [light, 0, 0, light],
	'━': [0, heavy, 0, heavy],
	'╸': [0, 0, 0, heavy],
	'╺': [0, heavy, 0, 0],
};

/** Returns the SVG path of a frame or bar character; null for any other character. */
export function boxPath(character: string, width: number, height: number): string | null {
	const found = Object.hasOwn(arms, character) ? arms[character] : undefined;

	if (found === undefined) {
		return null;
	}

	const [up, right, down, left] = found;
	const x = width / 2;
	const y = height / 2;
	// The lines reach beyond the middle, so that corners are closed.
	const overlap = light / 2;
	return [
		rectangle(x - up / 2, 0, up, y + overlap),
		rectangle(x - overlap, y - right / 2, width - x + overlap, right),
		rectangle(x - down / 2, y - overlap, down, height - y + overlap),
		rectangle(0, y - left / 2, x + overlap, left),
	].join('');
}

function rectangle(x: number, y: number, width: number, height: number): string {
	const [left, top, wide, high] = [x, y, width, height].map(value => Math.round(value * 100) / 100);
	return wide === 0 || high === 0 ? '' : `M${left} ${top}h${wide}v${high}h-${wide}z`;
}
