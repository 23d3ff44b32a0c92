import type {RunScript} from '../script.ts';
import {checkpoint, runIds, sampler, save, textEncode, vaeDecode, workflow} from './recipes.ts';

/** Returns a run that fails, one that is canceled in the queue, and one that is canceled while it runs. */
export function stoppedRuns(): readonly RunScript[] {
	return [upscale(), poster(), speech()];
}

export function finishedRuns(): readonly RunScript[] {
	return [idPhoto()];
}

function upscale(): RunScript {
	return {
		...runIds('showcase upscale'),
		workflow: workflow('upscale', '4x 放大 · Ultimate upscale', [
			{key: 'n9_images', type: 'image'},
		]),
		createdAt: -10_000,
		queue: {ms: 3000, position: 1},
		nodes: [
			{id: '1', name: 'LoadImage', ms: 700, message: 'LoadImage: mountains.png 3840x2160'},
			{...checkpoint('2', 'realisticVisionV60.safetensors', 0), cached: true},
			{id: '4', name: 'UpscaleModelLoader', ms: 1500, message: 'loading 4x-UltraSharp.pth'},
			textEncode('6', 400),
			{
				id: '7',
				name: 'UltimateSDUpscale',
				ms: 30_000,
				steps: 24,
				message: 'UltimateSDUpscale: 24 tiles of 1024x1024',
				lines: [
					{at: 0.3, level: 'warn', message: 'low VRAM: 1.2 GiB free, tile 8 falls back to fp16'},
					{
						at: 0.6,
						level: 'warn',
						message: 'low VRAM: 0.4 GiB free, retrying tile 15 with tiled VAE',
					},
					{at: 0.63, level: 'error', message: 'tile 16: CUDA error: out of memory'},
				],
			},
			vaeDecode('8', 4000),
			save('9', 'SaveImage', 1500, 'mountains_4x_00001_.png'),
		],
		ending: {
			kind: 'failed',
			nodeId: '7',
			at: 0.65,
			error: {
				reason: 'CUDA out of memory',
				detail:
					'torch.OutOfMemoryError: CUDA out of memory. Tried to allocate 4.50 GiB. GPU 0 has a total capacity of 23.65 GiB of which 402.06 MiB is free. Node 7 (UltimateSDUpscale), tile 16 of 24.',
				engine_code: 'NODE_EXECUTION_FAILED',
				status_code: 500,
			},
		},
		quote: 0.15,
		computeCost: 0.0342,
	};
}

function poster(): RunScript {
	return {
		...runIds('showcase poster'),
		workflow: workflow('poster', '批量海报 Poster batch', [{key: 'n9_images', type: 'image'}]),
		createdAt: -20_000,
		queue: {ms: 150_000, position: 9},
		nodes: [checkpoint('4', 'sd_xl_base_1.0.safetensors', 4000), sampler('3', 20, 16_000)],
		ending: {kind: 'canceled', afterMs: 42_000},
		quote: 0.3,
		computeCost: 0,
	};
}

function speech(): RunScript {
	return {
		...runIds('showcase speech'),
		workflow: workflow('speech', '语音合成 · Audiobook TTS', [{key: 'n9_audio', type: 'audio'}]),
		createdAt: -8000,
		queue: {ms: 4000, position: 2},
		language: 'zh',
		nodes: [
			{id: '1', name: '读取文本', ms: 400, message: '读取第 3 章,4,812 字'},
			checkpoint('2', 'CosyVoice2-0.5B', 3500),
			{
				id: '3',
				name: '文本规整',
				ms: 900,
				lines: [{at: 0.5, level: 'warn', message: '有 3 个生僻字按部首读音处理'}],
			},
			{id: '4', name: '语音合成', ms: 60_000, steps: 48, message: '逐句合成,共 48 句'},
			{id: '9', name: 'SaveAudio', ms: 1500},
		],
		ending: {kind: 'canceled', afterMs: 38_000},
		quote: 0.09,
		computeCost: 0.0151,
	};
}

function idPhoto(): RunScript {
	return {
		...runIds('showcase id photo'),
		workflow: workflow('id photo', '证件照换底', [
			{key: 'n20_images', type: 'image'},
			{key: 'n21_images', type: 'image'},
		]),
		createdAt: -190_000,
		queue: {ms: 5000, position: 2},
		language: 'zh',
		nodes: [
			{id: '1', name: 'LoadImage', ms: 500, message: '读取照片 IMG_2041.jpg'},
			{...checkpoint('2', 'BiRefNet-portrait.safetensors', 2500), name: '加载模型'},
			{
				id: '3',
				name: '人脸对齐',
				ms: 1200,
				lines: [{at: 0.5, level: 'info', message: '头部倾斜 2.1°,已校正'}],
			},
			{id: '4', name: '抠图', ms: 4000, steps: 4},
			{id: '5', name: '发丝细化', ms: 3000},
			{id: '20', name: '白底', ms: 700, message: '合成白底 413×579'},
			{id: '21', name: '蓝底', ms: 700, message: '合成蓝底 413×579'},
		],
		ending: {
			kind: 'succeeded',
			outputs: [
				{key: 'n20_images', kind: 'file', file: 'id-photo-white.png', signedFor: 1_800_000},
				{key: 'n21_images', kind: 'file', file: 'id-photo-blue.png', signedFor: 1_800_000},
			],
		},
		quote: 0.02,
		computeCost: 0.0063,
	};
}
