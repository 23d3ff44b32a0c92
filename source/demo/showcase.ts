import {hourMs} from '../core/time/duration.ts';
import {
	checkpoint,
	identity,
	line,
	node,
	sampler,
	saveImage,
	succeeded,
	textEncode,
	vaeDecode,
} from './recipes.ts';
import type {RunScript, Scenario} from './script.ts';
import {successfulRuns} from './successful-runs.ts';

/**
 * Returns twelve runs of a busy account. One ended before the start of the service. The others end 12 to 85 seconds
 * after the start.
 */
export function showcase(): Scenario {
	return {
		runs: [...successfulRuns, ...troubled, ...stopped, idPhotoRun],
		balance: {prepaid: 36.2, cards: 1},
	};
}

/** Runs that succeed, although some responses about them are errors or slow. */
const troubled: readonly RunScript[] = [
	{
		...identity('face', '人脸修复 · Old photo restore', 'n9_images'),
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
		ending: succeeded({key: 'n9_images', kind: 'file', file: 'face.png', signedFor: 600_000}),
		quote: 0.06,
		computeCost: 0.0236,
		faults: [{fault: {kind: 'delay', ms: 2400}}],
	},
	// The requests of this run fail for 13 seconds.
	{
		...identity('storyboard', '分镜脚本 · Storyboard ✍️', 'n5_text', 'n6_files', 'n9_images'),
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
		ending: succeeded(
			{
				key: 'n5_text',
				kind: 'text',
				text: '分镜 1 · 清晨 · 外景\n远景。雾中的老街，一只橘猫走过石板路。',
			},
			{key: 'n6_files', kind: 'file', file: 'storyboard.txt'},
			{key: 'n9_images', kind: 'file', file: 'render.png'},
		),
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
	},
	// The engine does not know this run for the first six seconds.
	{
		...identity('render', 'Sketch → render 线稿上色', 'n9_images'),
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
		ending: succeeded({key: 'n9_images', kind: 'file', file: 'render.png', signedFor: hourMs}),
		quote: 0.04,
		computeCost: 0.0174,
	},
];

export const upscaleRun = {
	...identity('upscale', '4x 放大 · Ultimate upscale', 'n9_images'),
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
} satisfies RunScript;

/** A run that fails, one that is canceled in the queue, and one that is canceled while it runs. */
const stopped: readonly RunScript[] = [
	upscaleRun,
	{
		...identity('poster', '批量海报 Poster batch', 'n9_images'),
		createdAt: -20_000,
		queue: {ms: 150_000, position: 9},
		nodes: [checkpoint('4', 'sd_xl_base_1.0.safetensors', 4000), sampler('3', 20, 16_000)],
		ending: {kind: 'canceled', afterMs: 42_000},
		quote: 0.3,
		computeCost: 0,
	},
	{
		...identity('speech', '语音合成 · Audiobook TTS', 'n9_audio'),
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
	},
];

/** A run that ended before the service started. */
export const idPhotoRun: RunScript = {
	...identity('id photo', '证件照换底', 'n20_images', 'n21_images'),
	createdAt: -190_000,
	queue: {ms: 5000, position: 2},
	language: 'zh',
	nodes: [
		node('1', 'LoadImage', 500, '读取照片 IMG_2041.jpg'),
		checkpoint('2', 'BiRefNet-portrait.safetensors', 2500, '加载模型'),
		node('3', '人脸对齐', 1200, '人脸对齐', {lines: [line(0.5, 'info', '头部倾斜 2.1°，已校正')]}),
		node('4', '抠图', 4000, '抠图', {steps: 4}),
		node('5', '发丝细化', 3000),
		node('20', '白底', 700, '合成白底 413×579'),
		node('21', '蓝底', 700, '合成蓝底 413×579'),
	],
	ending: succeeded(
		{key: 'n20_images', kind: 'file', file: 'id-photo-white.png', signedFor: 1_800_000},
		{key: 'n21_images', kind: 'file', file: 'id-photo-blue.png', signedFor: 1_800_000},
	),
	inputs: {n1_image: 'IMG_2041.jpg', n20_size: '413×579'},
	quote: 0.02,
	computeCost: 0.0063,
};
