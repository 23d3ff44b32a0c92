import type {RunScript} from '../script.ts';
import {checkpoint, runIds, sampler, save, textEncode, vaeDecode, workflow} from './recipes.ts';

const hour = 3_600_000;

export function pictureRuns(): readonly RunScript[] {
	return [portrait(), productShot(), stickers()];
}

/** Returns the run that ends first. */
function portrait(): RunScript {
	return {
		...runIds('showcase portrait'),
		workflow: workflow('portrait', '文生图 · 国风人像', [
			{key: 'n9_images', type: 'image'},
			{key: 'n12_text', type: 'text'},
		]),
		createdAt: -14_000,
		queue: {ms: 4000, position: 2},
		language: 'zh',
		nodes: [
			{...checkpoint('4', 'guofeng3_v34.safetensors', 3600), name: '加载模型'},
			{id: '10', name: '加载 LoRA', ms: 900, message: '加载 LoRA hanfu_v3,强度 0.8'},
			{id: '5', name: '空白潜空间', ms: 200, message: '创建潜空间 768×1152'},
			{...textEncode('6', 400), name: '正向提示词'},
			{...textEncode('7', 300), name: '反向提示词'},
			{
				...sampler('3', 20, 13_000, '采样器'),
				message: '采样器:20 步,dpmpp_2m karras,cfg 7.0',
				lines: [{at: 0.02, level: 'info', message: '随机种子 8675309'}],
			},
			vaeDecode('8', 1500),
			{
				id: '11',
				name: '人脸检测',
				ms: 1100,
				lines: [{at: 0.7, level: 'info', message: '检测到 1 张人脸'}],
			},
			save('9', 'SaveImage', 1000, 'guofeng_00042_.png'),
		],
		ending: {
			kind: 'succeeded',
			outputs: [
				{key: 'n9_images', kind: 'file', file: 'portrait.png', signedFor: hour},
				{key: 'n12_text', kind: 'text', text: '国风人像,汉服,工笔,柔和轮廓光,seed 8675309'},
			],
		},
		inputs: {n6_text: '国风人像,汉服,工笔', n3_seed: 8_675_309},
		quote: 0.03,
		computeCost: 0.0121,
	};
}

function productShot(): RunScript {
	return {
		...runIds('showcase product'),
		workflow: workflow('product', 'Product shot · white background', [
			{key: 'n21_images', type: 'image'},
			{key: 'n22_images', type: 'image'},
		]),
		createdAt: -9000,
		queue: {ms: 5000, position: 3},
		nodes: [
			{id: '1', name: 'LoadImage', ms: 800, message: 'LoadImage: sneaker_raw.jpg 4032x3024'},
			checkpoint('2', 'flux1-dev-fp8.safetensors', 7000),
			{id: '3', name: 'DualCLIPLoader', ms: 2500, message: 'loading t5xxl_fp16 and clip_l'},
			{
				id: '5',
				name: 'RemBG',
				ms: 3000,
				lines: [{at: 0.6, level: 'info', message: 'mask covers 31% of the picture'}],
			},
			textEncode('6', 700),
			{
				...sampler('13', 28, 26_000, 'SamplerCustomAdvanced'),
				message: 'SamplerCustomAdvanced: 28 steps, euler, guidance 3.5',
				lines: [
					{
						at: 0.1,
						level: 'warn',
						message: 'lowvram patches: 64 of 304 blocks stay in system memory',
					},
				],
			},
			vaeDecode('8', 2200),
			{id: '15', name: 'ImageShadow', ms: 1300, message: 'adding a soft shadow'},
			save('21', 'SaveImage', 900, 'sneaker_front_00001_.png'),
			save('22', 'SaveImage', 900, 'sneaker_side_00001_.png'),
		],
		ending: {
			kind: 'succeeded',
			outputs: [
				{key: 'n21_images', kind: 'file', file: 'product.jpg', signedFor: hour},
				{key: 'n22_images', kind: 'file', file: 'example-output'},
			],
		},
		quote: 0.12,
		computeCost: 0.0587,
	};
}

/** Returns a run that waits in the queue for about a minute. */
function stickers(): RunScript {
	return {
		...runIds('showcase stickers'),
		workflow: workflow('stickers', '🐱 表情包 Pet stickers', [{key: 'n9_images', type: 'image'}]),
		createdAt: -5000,
		queue: {ms: 65_000, position: 12},
		language: 'zh',
		nodes: [
			{id: '1', name: 'LoadImage', ms: 600, message: '读取照片 mimi.jpg 🐾'},
			{...checkpoint('4', 'animagine-xl-3.1.safetensors', 4000), name: '加载模型'},
			{...textEncode('6', 500), name: '提示词'},
			{id: '12', name: 'IPAdapter', ms: 1800, message: 'IPAdapter: 参考图权重 0.65'},
			sampler('3', 24, 14_000, '采样器'),
			vaeDecode('8', 1200),
			{id: '14', name: '抠图描边', ms: 1500, message: '抠图并加白边'},
			save('9', 'SaveImage', 800, 'sticker_00001_.png'),
		],
		ending: {
			kind: 'succeeded',
			outputs: [{key: 'n9_images', kind: 'file', file: 'sticker.webp', signedFor: hour}],
		},
		quote: 0.05,
		computeCost: 0.0193,
	};
}
