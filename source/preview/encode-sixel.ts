import {image2sixel} from 'sixel';

/** As many as any terminal that knows sixels has. */
const colors = 256;

/** A picture of red, green, blue and opacity as a whole sixel sequence; what is seen through is left as it was. */
export function encodeSixel(pixels: Uint8Array, width: number, height: number): string {
	return image2sixel(pixels, width, height, colors, 1);
}
