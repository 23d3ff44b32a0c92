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
import type {Scenario} from './script.ts';

/** Twelve runs of a busy account. One ended before the service started, the others end 12 to 85 seconds after it. */
export const showcaseRuns = {
	/** The run that ends first. Its log and an output contain inputs, too. */
	portrait: scriptedRun('portrait', '文生图 · 国风人像', {
		order: {createdAt: -14_000, queue: {ms: 4000, position: 2}, quote: 0.03, computeCost: 0.0121},
		language: 'zh',
		nodes: [
			checkpoint('4', 'guofeng3_v34.safetensors', 3600, '加载模型'),
			node('10', '加载 LoRA', 900, '加载 LoRA hanfu_v3，强度 0.8'),
			node('5', '空白潜空间', 200, '创建潜空间 768×1152'),
			textEncode('6', 400, '正向提示词'),
			textEncode('7', 300, '反向提示词'),
			node('3', '采样器', 13_000, '采样器：20 步，dpmpp_2m karras，cfg 7.0', {
				steps: 20,
				lines: [line(0.02, 'info', '随机种子 8675309')],
			}),
			vaeDecode('8', 1500),
			node('11', '人脸检测', 1100, '人脸检测', {lines: [line(0.7, 'info', '检测到 1 张人脸')]}),
			saveImage('9', 1000, 'guofeng_00042_.png'),
		],
		outputs: [
			media('n9_images', 'portrait.png', hourMs),
			text('n12_text', '国风人像，汉服，工笔，柔和轮廓光，seed 8675309'),
		],
		inputs: {n6_text: '国风人像，汉服，工笔', n3_seed: 8_675_309, n5_size: '768×1152'},
	}),
	product: scriptedRun('product', 'Product shot · white background', {
		order: {createdAt: -9000, queue: {ms: 5000, position: 3}, quote: 0.12, computeCost: 0.0587},
		nodes: [
			node('1', 'LoadImage', 800, 'LoadImage: sneaker_raw.jpg 4032x3024'),
			checkpoint('2', 'flux1-dev-fp8.safetensors', 7000),
			node('3', 'DualCLIPLoader', 2500, 'loading t5xxl_fp16 and clip_l'),
			node('5', 'RemBG', 3000, 'RemBG', {
				lines: [line(0.6, 'info', 'mask covers 31% of the picture')],
			}),
			textEncode('6', 700),
			node('13', 'SamplerCustomAdvanced', 26_000, 'SamplerCustomAdvanced: 28 steps, euler', {
				steps: 28,
				lines: [line(0.1, 'warn', 'lowvram patches: 64 of 304 blocks stay in system memory')],
			}),
			vaeDecode('8', 2200),
			node('15', 'ImageShadow', 1300, 'adding a soft shadow'),
			saveImage('21', 900, 'sneaker_front_00001_.png'),
			saveImage('22', 900, 'sneaker_side_00001_.png'),
		],
		outputs: [media('n21_images', 'product.jpg', hourMs), media('n22_images', 'example-output')],
		inputs: {
			n1_image: 'sneaker_raw.jpg',
			n6_text: 'white seamless background, soft shadow, three-quarter view',
			n13_seed: 2_000_003,
			n13_size: '1024×1024',
		},
	}),
	/** Waits in the queue for about a minute. */
	stickers: scriptedRun('stickers', '🐱 表情包 Pet stickers', {
		order: {createdAt: -5000, queue: {ms: 65_000, position: 12}, quote: 0.05, computeCost: 0.0193},
		language: 'zh',
		nodes: [
			node('1', 'LoadImage', 600, '读取照片 mimi.jpg 🐾'),
			checkpoint('4', 'animagine-xl-3.1.safetensors', 4000, '加载模型'),
			textEncode('6', 500, '提示词'),
			node('12', 'IPAdapter', 1800, 'IPAdapter: 参考图权重 0.65'),
			sampler('3', 24, 14_000, '采样器'),
			vaeDecode('8', 1200),
			node('14', '抠图描边', 1500, '抠图并加白边'),
			saveImage('9', 800, 'sticker_00001_.png'),
		],
		outputs: [media('n9_images', 'sticker.webp', hourMs)],
	}),
	film: scriptedRun('film', '图生视频 · 江南烟雨', {
		order: {createdAt: -6000, queue: {ms: 14_000, position: 4}, quote: 0.8, computeCost: 0.4126},
		language: 'zh',
		nodes: [
			node('1', 'LoadImage', 500, '读取首帧 jiangnan.png'),
			checkpoint('2', 'wan2.1_i2v_480p_14B_fp8.safetensors', 9000, '加载视频模型'),
			node('3', 'CLIPVisionEncode', 1500),
			textEncode('6', 900, '提示词'),
			node('7', 'WanImageToVideo', 1600, '832×480,49 帧'),
			node('8', '采样器', 48_000, '采样器：30 步，uni_pc，cfg 6.0', {
				steps: 30,
				lines: [
					line(0.22, 'warn', '显存占用 22.6/24.0 GiB，启用分块注意力'),
					line(0.61, 'info', '显存已释放 1.8 GiB'),
				],
			}),
			node('9', 'VAEDecodeTiled', 7000, '分块解码 49 帧', {steps: 7}),
			node('25', 'RIFE 插帧', 5000, '16 → 32 fps', {steps: 6}),
			node('30', 'VideoCombine', 3000, '编码 h264 mp4,crf 19'),
		],
		outputs: [media('n30_videos', 'clip.mp4', hourMs)],
		inputs: {n6_text: '江南烟雨，乌篷船，镜头缓推', n7_size: '832×480', n8_seed: 6_000_009},
	}),
	song: scriptedRun('song', '音乐生成 · 城市夜色 🎵', {
		order: {
			createdAt: -3000,
			queue: {ms: 6000, position: 2, estimated: false},
			quote: 0.1,
			computeCost: 0.0214,
		},
		language: 'zh',
		nodes: [
			node('11', '歌词大模型', 6000, '调用外部模型写歌词', {
				externalCost: 0.0182,
				lines: [line(0.95, 'info', '收到 86 个字，输入 212 tokens，输出 174 tokens')],
			}),
			checkpoint('12', 'ace_step_v1_3.5b.safetensors', 4000, '加载模型'),
			node('13', 'TextEncodeAceStep', 700, '风格：lo-fi, city pop, 92 bpm'),
			node('14', 'EmptyAceStepLatentAudio', 200),
			sampler('15', 16, 16_000, '采样器'),
			node('16', 'VAEDecodeAudio', 2200, '解码音频 48 kHz'),
			node('17', 'SaveAudio', 900, 'SaveAudio', {
				lines: [line(0.5, 'warn', '峰值 -0.1 dBFS，已限幅')],
			}),
		],
		outputs: [
			media('n17_audio', 'song.wav', hourMs),
			media('n20_audio', 'song-long.wav', hourMs),
			text('n18_text', '霓虹在雨里慢慢融化，末班车驶过空荡的高架'),
			media('n19_files', 'lyrics.txt'),
		],
		inputs: {
			n11_text: '写一首雨夜末班车的歌',
			n13_tags: 'lo-fi, city pop, 92 bpm',
			n15_seed: 8_000_012,
		},
	}),
	/** Its responses are slow. */
	face: scriptedRun('face', '人脸修复 · Old photo restore', {
		order: {createdAt: -7000, queue: {ms: 3000, position: 1}, quote: 0.06, computeCost: 0.0236},
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
		faults: [{fault: {kind: 'delay', ms: 2400}}],
	}),
	/** Its requests fail for 13 seconds. */
	storyboard: scriptedRun('storyboard', '分镜脚本 · Storyboard ✍️', {
		order: {createdAt: -5000, queue: {ms: 2000, position: 1}, quote: 0.2, computeCost: 0.0098},
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
		order: {createdAt: 0, queue: {ms: 12_000, position: 2}, quote: 0.04, computeCost: 0.0174},
		unknownFor: 6000,
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
	}),
	upscale: scriptedRun('upscale', '4x 放大 · Ultimate upscale', {
		order: {createdAt: -10_000, queue: {ms: 3000, position: 1}, quote: 0.15, computeCost: 0.0342},
		outputs: [media('n9_images', 'render.png')],
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
	}),
	/** Is canceled in the queue. */
	poster: scriptedRun('poster', '批量海报 Poster batch', {
		order: {createdAt: -20_000, queue: {ms: 150_000, position: 9}, quote: 0.3, computeCost: 0},
		outputs: [media('n9_images', 'render.png')],
		nodes: [checkpoint('4', 'sd_xl_base_1.0.safetensors', 4000), sampler('3', 20, 16_000)],
		ending: {kind: 'canceled', afterMs: 42_000},
	}),
	speech: scriptedRun('speech', '语音合成 · Audiobook TTS', {
		order: {createdAt: -8000, queue: {ms: 4000, position: 2}, quote: 0.09, computeCost: 0.0151},
		outputs: [media('n9_audio', 'song.wav')],
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
	}),
	/** Ended before the service started. */
	photo: scriptedRun('id photo', '证件照换底', {
		order: {createdAt: -190_000, queue: {ms: 5000, position: 2}, quote: 0.02, computeCost: 0.0063},
		language: 'zh',
		nodes: [
			node('1', 'LoadImage', 500, '读取照片 IMG_2041.jpg'),
			checkpoint('2', 'BiRefNet-portrait.safetensors', 2500, '加载模型'),
			node('3', '人脸对齐', 1200, '人脸对齐', {
				lines: [line(0.5, 'info', '头部倾斜 2.1°，已校正')],
			}),
			node('4', '抠图', 4000, '抠图', {steps: 4}),
			node('5', '发丝细化', 3000),
			node('20', '白底', 700, '合成白底 413×579'),
			node('21', '蓝底', 700, '合成蓝底 413×579'),
		],
		outputs: [
			media('n20_images', 'id-photo-white.png', 1_800_000),
			media('n21_images', 'id-photo-blue.png', 1_800_000),
		],
		inputs: {n1_image: 'IMG_2041.jpg', n20_size: '413×579'},
	}),
};

export function showcase(): Scenario {
	return {runs: Object.values(showcaseRuns), balance: {prepaid: 36.2, cards: 1}};
}
