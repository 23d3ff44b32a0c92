import {hourMs} from '../core/time/duration.ts';
import {
	checkpoint,
	line,
	media,
	node,
	sampler,
	saveImage,
	scriptedRun,
	text,
	textEncode,
	vaeDecode,
} from './recipes.ts';

/** Runs with slow or refused requests, and runs that fail or are canceled. */
export const eventfulRuns = {
	/** Its responses are slow. */
	face: scriptedRun('face', '人脸修复 · Old photo restore', {
		createdAt: -7000,
		queue: {ms: 3000, position: 1},
		language: 'zh',
		nodes: [
			node('1', 'LoadImage', 500, '读取老照片 1978_family.tif'),
			node('2', '划痕检测', 3500, '划痕检测', {steps: 5}),
			node('3', '人脸检测', 1200, '人脸检测', {lines: [line(0.8, 'info', '检测到 4 张人脸')]}),
			node('5', 'CodeFormer', 12_000, 'CodeFormer：保真度 0.7', {steps: 4}),
			node('6', '上色', 9000, 'DDColor 上色', {steps: 6}),
			node('7', '颗粒', 800, '加一点胶片颗粒'),
			saveImage('9', 800, 'restored_00007_.png'),
		],
		outputs: [media('n9_images', 'face.png', 600_000)],
		quote: 0.06,
		computeCost: 0.0236,
		faults: [{fault: {kind: 'delay', ms: 2400}}],
	}),
	/** Its requests fail for 13 seconds. */
	storyboard: scriptedRun('storyboard', '分镜脚本 · Storyboard ✍️', {
		createdAt: -5000,
		queue: {ms: 2000, position: 1},
		nodes: [
			node('1', 'TextInput', 300, 'reading the outline, 1,204 characters'),
			node('2', 'LLMPlanner', 9000, 'asking the external model for a plan', {
				externalCost: 0.0315,
				lines: [line(0.9, 'info', 'plan has 3 shots')],
			}),
			node('3', 'LLMWriter', 14_000, 'writing the shots', {steps: 3, externalCost: 0.0468}),
			node('4', '校对', 3000, '校对中英文对白'),
			node('5', 'ShowText', 300),
			sampler('8', 12, 9000),
			saveImage('9', 700, 'board_00001_.png'),
		],
		outputs: [
			text('n5_text', '分镜 1 · 清晨 · 外景\n远景。雾中的老街，一只橘猫走过石板路。'),
			media('n6_files', 'storyboard.txt'),
			media('n9_images', 'render.png'),
		],
		quote: 0.2,
		computeCost: 0.0098,
		faults: [
			{within: [12_000, 15_000], fault: {kind: 'cut'}},
			{within: [15_000, 18_000], fault: {kind: 'reset'}},
			{
				within: [18_000, 25_000],
				fault: {
					kind: 'response',
					status: 502,
					headers: {'content-type': 'text/html'},
					body: '<html><head><title>502 Bad Gateway</title></head><body>nginx</body></html>',
				},
			},
		],
	}),
	/** The engine does not know this run for the first six seconds. */
	render: scriptedRun('render', 'Sketch → render 线稿上色', {
		createdAt: 0,
		unknownFor: 6000,
		queue: {ms: 12_000, position: 2},
		nodes: [
			node('1', 'LoadImage', 400, 'LoadImage: sketch_07.png'),
			{...checkpoint('4', 'sd_xl_base_1.0.safetensors', 0), cached: true},
			node('10', 'ControlNetLoader', 2600, 'loading control-lora-sketch'),
			textEncode('6', 400),
			textEncode('7', 300),
			node('11', 'LineArtPreprocessor', 1800),
			sampler('3', 25, 17_000),
			vaeDecode('8', 1500),
			saveImage('9', 700, 'render_00003_.png'),
		],
		outputs: [media('n9_images', 'render.png', hourMs)],
		quote: 0.04,
		computeCost: 0.0174,
	}),
	upscale: scriptedRun('upscale', '4x 放大 · Ultimate upscale', {
		outputs: [media('n9_images', 'render.png')],
		createdAt: -10_000,
		queue: {ms: 3000, position: 1},
		nodes: [
			node('1', 'LoadImage', 700, 'LoadImage: mountains.png 3840x2160'),
			{...checkpoint('2', 'realisticVisionV60.safetensors', 0), cached: true},
			node('4', 'UpscaleModelLoader', 1500, 'loading 4x-UltraSharp.pth'),
			textEncode('6', 400),
			node('7', 'UltimateSDUpscale', 30_000, 'UltimateSDUpscale: 24 tiles of 1024x1024', {
				steps: 24,
				lines: [
					line(0.3, 'warn', 'low VRAM: 1.2 GiB free, tile 8 falls back to fp16'),
					line(0.6, 'warn', 'low VRAM: 0.4 GiB free, retrying tile 15 with tiled VAE'),
					line(0.63, 'error', 'tile 16: CUDA error: out of memory'),
				],
			}),
			vaeDecode('8', 4000),
			saveImage('9', 1500, 'mountains_4x_00001_.png'),
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
		inputs: {
			n1_image: 'mountains.png',
			n6_text: '晨雾中的群山，细节丰富',
			n7_seed: 16_000_024,
			n9_size: '15360×8640',
		},
		quote: 0.15,
		computeCost: 0.0342,
	}),
	/** Is canceled in the queue. */
	poster: scriptedRun('poster', '批量海报 Poster batch', {
		outputs: [media('n9_images', 'render.png')],
		createdAt: -20_000,
		queue: {ms: 150_000, position: 9},
		nodes: [checkpoint('4', 'sd_xl_base_1.0.safetensors', 4000), sampler('3', 20, 16_000)],
		ending: {kind: 'canceled', afterMs: 42_000},
		quote: 0.3,
		computeCost: 0,
	}),
	speech: scriptedRun('speech', '语音合成 · Audiobook TTS', {
		outputs: [media('n9_audio', 'song.wav')],
		createdAt: -8000,
		queue: {ms: 4000, position: 2},
		language: 'zh',
		nodes: [
			node('1', '读取文本', 400, '读取第 3 章，4,812 字'),
			checkpoint('2', 'CosyVoice2-0.5B', 3500),
			node('3', '文本规整', 900, '文本规整', {
				lines: [line(0.5, 'warn', '有 3 个生僻字按部首读音处理')],
			}),
			node('4', '语音合成', 60_000, '逐句合成，共 48 句', {steps: 48}),
			node('9', 'SaveAudio', 1500),
		],
		ending: {kind: 'canceled', afterMs: 38_000},
		quote: 0.09,
		computeCost: 0.0151,
	}),
};
