/** 16 × 8 pixels, upper half red, lower half blue. */
export const webp: Buffer = Buffer.from(
	'UklGRl4AAABXRUJQVlA4IFIAAACwAwCdASoQAAgAAMASJagCdLoB+AEsA/gH4AXf/dgH8ABgaxelAAD+/Zsb' +
		'8/OHc/+7MrIxdP3HFgQ0f/Wjn/rRz/8ZiN6E5/IHI6VHj3zfAAAA',
	'base64',
);
