import {crc32, deflateSync} from 'node:zlib';

/** Red, green and blue, each 0 to 255. */
export type Colour = readonly [red: number, green: number, blue: number];

/** A picture of a disc before a sky that changes from `top` to `bottom`. */
export type PaintedPicture = {
	/** Width and height in pixels. */
	readonly size: number;
	readonly top: Colour;
	readonly bottom: Colour;
	readonly disc: Colour;
};

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** The picture as a PNG file of 8-bit RGB. */
export function pngOf({size, top, bottom, disc}: PaintedPicture): Buffer {
	const middle = (size - 1) / 2;
	return paintedPng({
		width: size,
		height: size,
		colourAt: (x, y) =>
			Math.hypot(x - middle, y - middle) < size * 0.3
				? disc
				: mix(top, bottom, y / Math.max(1, size - 1)),
	});
}

/** A picture as a function of the pixel, from the upper left corner. */
export type Painting = {
	readonly width: number;
	readonly height: number;
	readonly colourAt: (x: number, y: number) => Colour;
};

/** The painting as a PNG file of 8-bit RGB. */
export function paintedPng(painting: Painting): Buffer {
	const header = Buffer.alloc(13);
	header.writeUInt32BE(painting.width, 0);
	header.writeUInt32BE(painting.height, 4);
	// Eight bits a sample, three samples a pixel; the zeros behind are the only methods there are.
	header.set([8, 2], 8);
	return Buffer.concat([
		signature,
		chunk('IHDR', header),
		chunk('IDAT', deflateSync(pixels(painting))),
		chunk('IEND', Buffer.alloc(0)),
	]);
}

/** Rows from the top, each with the number of its filter (0, none) before it. */
function pixels({width, height, colourAt}: Painting): Buffer {
	const bytesPerRow = 1 + width * 3;
	const rows = Buffer.alloc(height * bytesPerRow);

	for (let y = 0; y < height; y++) {
		for (let x = 0; x < width; x++) {
			rows.set(colourAt(x, y), y * bytesPerRow + 1 + x * 3);
		}
	}

	return rows;
}

/** A colour between two others; 0 is the first of them, 1 the second. */
export function mix(from: Colour, to: Colour, share: number): Colour {
	const between = (a: number, b: number) => Math.round(a + (b - a) * share);
	return [between(from[0], to[0]), between(from[1], to[1]), between(from[2], to[2])];
}

function chunk(type: string, data: Buffer): Buffer {
	const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
	const length = Buffer.alloc(4);
	length.writeUInt32BE(data.length);
	const checksum = Buffer.alloc(4);
	checksum.writeUInt32BE(crc32(body));
	return Buffer.concat([length, body, checksum]);
}
