import {marksOf, svgOf, type Screenshot} from './terminal-svg.ts';

/** A screenshot. `at` is in milliseconds since the first frame. */
export type Frame = {readonly at: number; readonly screenshot: Screenshot};

/**
 * Draws a terminal session as an endless SVG animation. Marks that are visible in the same frames share one group, so
 * that a frame costs only its changes. With `prefers-reduced-motion`, shows the last frame without animation. Throws a
 * `RangeError` if there is no frame.
 * @param length The duration of one repetition in milliseconds.
 */
export function animatedSvg(frames: readonly Frame[], length: number, title: string): string {
	const [first] = frames;

	if (first === undefined) {
		throw new RangeError('there is no frame');
	}

	const groups = [...marksByFrames(frames)].map(([seenIn, marks], index) => {
		const indices = seenIn.split(' ').map(Number);
		return indices.length === frames.length
			? {content: marks.join(''), style: ''}
			: {
					content: `<g class="a${index}${indices.includes(frames.length - 1) ? ' s' : ''}">${marks.join('')}</g>`,
					style: animation(`a${index}`, steps(indices, frames, length), length),
				};
	});
	const style = [
		'g{visibility:hidden}.s{visibility:visible}',
		'@media (prefers-reduced-motion:no-preference){',
		...groups.map(group => group.style),
		'}',
	].join('');
	return svgOf(
		first.screenshot,
		title,
		groups.map(({content}) => content),
		style,
	);
}

/** Groups the marks by the indices of the frames that show them, joined by spaces. */
function marksByFrames(frames: readonly Frame[]): ReadonlyMap<string, readonly string[]> {
	const framesOf = new Map<string, number[]>();

	for (const [index, {screenshot}] of frames.entries()) {
		for (const mark of marksOf(screenshot)) {
			const indices = framesOf.get(mark) ?? [];
			framesOf.set(mark, indices);
			indices.push(index);
		}
	}

	const marksOfFrames = new Map<string, string[]>();

	for (const [mark, indices] of framesOf) {
		const key = indices.join(' ');
		const marks = marksOfFrames.get(key) ?? [];
		marksOfFrames.set(key, marks);
		marks.push(mark);
	}

	return marksOfFrames;
}

type AnimationStep = {readonly percent: number; readonly seen: boolean};

function steps(
	indices: readonly number[],
	frames: readonly Frame[],
	length: number,
): readonly AnimationStep[] {
	const seenIn = new Set(indices);
	return frames.flatMap(({at}, index) =>
		index === 0 || seenIn.has(index) !== seenIn.has(index - 1)
			? [{percent: Math.round((at / length) * 10_000) / 100, seen: seenIn.has(index)}]
			: [],
	);
}

function animation(name: string, times: readonly AnimationStep[], length: number): string {
	const keyframes = times.map(
		({percent, seen}) => `${percent}%{visibility:${seen ? 'visible' : 'hidden'}}`,
	);
	return `.${name}{animation:${name} ${length}ms step-end infinite}@keyframes ${name}{${keyframes.join('')}}`;
}
