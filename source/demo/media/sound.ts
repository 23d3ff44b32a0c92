/** Samples a second; enough for a tone and small. */
const sampleRate = 8000;
const headerBytes = 44;

/** Notes played one after the other, each as long as `noteMs`. */
export type Melody = {
	/** Frequencies in Hz. */
	readonly notes: readonly number[];
	readonly noteMs: number;
};

/** The melody as a WAV file: one channel of 16-bit PCM. */
export function wavOf({notes, noteMs}: Melody): Buffer {
	const samplesPerNote = Math.round((sampleRate * noteMs) / 1000);
	const dataBytes = notes.length * samplesPerNote * 2;
	const file = Buffer.alloc(headerBytes + dataBytes);
	writeHeader(file, dataBytes);

	for (const [index, frequency] of notes.entries()) {
		for (let sample = 0; sample < samplesPerNote; sample++) {
			// Each note fades out, so that the next one does not begin with a click.
			const loudness = 0.4 * (1 - sample / samplesPerNote);
			const wave = Math.sin((2 * Math.PI * frequency * sample) / sampleRate);
			const place = headerBytes + (index * samplesPerNote + sample) * 2;
			file.writeInt16LE(Math.round(wave * loudness * 32_767), place);
		}
	}

	return file;
}

/** Repeats the melody in one file. Costs as much as making it once. */
export function loopOf(melody: Melody, times: number): Buffer {
	const phrase = wavOf(melody).subarray(headerBytes);
	const dataBytes = phrase.length * times;
	const file = Buffer.alloc(headerBytes + dataBytes);
	file.fill(phrase, headerBytes);
	writeHeader(file, dataBytes);
	return file;
}

function writeHeader(file: Buffer, dataBytes: number): void {
	file.write('RIFF', 0, 'latin1');
	file.writeUInt32LE(headerBytes - 8 + dataBytes, 4);
	file.write('WAVEfmt ', 8, 'latin1');
	file.writeUInt32LE(16, 16);
	// Format 1 is PCM.
	file.writeUInt16LE(1, 20);
	file.writeUInt16LE(1, 22);
	file.writeUInt32LE(sampleRate, 24);
	file.writeUInt32LE(sampleRate * 2, 28);
	file.writeUInt16LE(2, 32);
	file.writeUInt16LE(16, 34);
	file.write('data', 36, 'latin1');
	file.writeUInt32LE(dataBytes, 40);
}
