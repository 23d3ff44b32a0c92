import {
	ADTS,
	CustomSource,
	FLAC,
	Input,
	MATROSKA,
	MP3,
	MP4,
	OGG,
	QTFF,
	WAVE,
	WEBM,
	type InputVideoTrack,
} from 'mediabunny';
import type {MediaInfo} from '../../../core/output/output-view.ts';
import {DownloadError} from '../download/errors.ts';
import {PreviewError, type ReadRange} from './fetch-file.ts';

const formats = [MP4, QTFF, WEBM, MATROSKA, MP3, WAVE, OGG, FLAC, ADTS];
/**
 * Number of packets (such as video frames) from which the frame rate is computed. Their times are in the header of the
 * file, so the packets themselves are not read.
 */
const sampledPackets = 50;

/** Rejects with a `PreviewError` for an unreadable file, or with the error of `read`. */
export async function readMedia(size: number, read: ReadRange): Promise<MediaInfo> {
	const input = new Input({
		formats,
		source: new CustomSource({
			getSize: () => size,
			read,
			// Errors that occur while no read is pending do no harm.
			handleUnhandledError() {},
		}),
	});

	try {
		const [format, video, audio] = [
			await input.getFormat(),
			await input.getPrimaryVideoTrack(),
			await input.getPrimaryAudioTrack(),
		];
		const seconds = await input.computeDuration();
		return {
			format: format.name,
			size,
			duration: Number.isFinite(seconds) && seconds > 0 ? seconds * 1000 : null,
			video: video === null ? null : await videoInfo(video),
			audio: audio === null ? null : {codec: await audio.getCodec()},
		};
	} catch (error) {
		// Any other error of the library means that the file is damaged.
		throw error instanceof DownloadError || error instanceof PreviewError
			? error
			: new PreviewError({kind: 'unreadable'}, error);
	} finally {
		input.dispose();
	}
}

async function videoInfo(track: InputVideoTrack): Promise<MediaInfo['video']> {
	const {averagePacketRate} = await track.computePacketStats(sampledPackets);
	return {
		codec: await track.getCodec(),
		width: await track.getDisplayWidth(),
		height: await track.getDisplayHeight(),
		rate: Number.isFinite(averagePacketRate) && averagePacketRate > 0 ? averagePacketRate : null,
	};
}
