import type {Scenario} from './run-script.ts';
import {scriptedRun} from './script-language.ts';

/** Twelve runs of a busy account. One ended before the service started, the others end 12 to 85 seconds after it. */
export const showcaseRuns = {
	/** The run that ends first. Its log and an output contain inputs, too. */
	portrait:
		scriptedRun(`portrait | 文生图 · 国风人像 | created=-14 queued=4 place=2 quote=0.03 cost=0.0121 language=zh
		4 | 3.6 | 加载模型 | loading checkpoint guofeng3_v34.safetensors
		- 0.3 debug model weight dtype torch.float16, manual cast: None
		10 | 0.9 | 加载 LoRA | 加载 LoRA hanfu_v3，强度 0.8
		5 | 0.2 | 空白潜空间 | 创建潜空间 768×1152
		6 | 0.4 | 正向提示词 | encoding prompt
		7 | 0.3 | 反向提示词 | encoding prompt
		3 | 13 | 采样器 | 采样器：20 步，dpmpp_2m karras，cfg 7.0 | 20
		- 0.02 info 随机种子 8675309
		8 | 1.5 | VAEDecode | VAEDecode: decoding latents
		11 | 1.1 | 人脸检测
		- 0.7 info 检测到 1 张人脸
		9 | 1 | SaveImage | SaveImage: writing guofeng_00042_.png
		= n9_images portrait.png 3600
		= n12_text 国风人像，汉服，工笔，柔和轮廓光，seed 8675309
		> n6_text=提示词 国风人像，汉服，工笔
		> n3_seed=随机种子 8675309
		> n5_size 768×1152
		> n9_prefix=文件名前缀 portrait`),
	product:
		scriptedRun(`product | Product shot · white background | created=-9 queued=5 place=3 quote=0.12 cost=0.0587
		1 | 0.8 | LoadImage | LoadImage: sneaker_raw.jpg 4032x3024
		2 | 7 | CheckpointLoaderSimple | loading checkpoint flux1-dev-fp8.safetensors
		- 0.3 debug model weight dtype torch.float16, manual cast: None
		3 | 2.5 | DualCLIPLoader | loading t5xxl_fp16 and clip_l
		5 | 3 | RemBG
		- 0.6 info mask covers 31% of the picture
		6 | 0.7 | CLIPTextEncode | encoding prompt
		13 | 26 | SamplerCustomAdvanced | SamplerCustomAdvanced: 28 steps, euler | 28
		- 0.1 warn lowvram patches: 64 of 304 blocks stay in system memory
		8 | 2.2 | VAEDecode | VAEDecode: decoding latents
		15 | 1.3 | ImageShadow | adding a soft shadow
		21 | 0.9 | SaveImage | SaveImage: writing sneaker_front_00001_.png
		22 | 0.9 | SaveImage | SaveImage: writing sneaker_side_00001_.png
		= n21_images product.jpg 3600
		= n22_images example-output
		> n1_image sneaker_raw.jpg
		> n6_text white seamless background, soft shadow, three-quarter view
		> n13_seed 2000003
		> n13_size 1024×1024`),
	/** Waits in the queue for about a minute. */
	stickers:
		scriptedRun(`stickers | 🐱 表情包 Pet stickers | created=-5 queued=65 place=12 quote=0.05 cost=0.0193 language=zh
		1 | 0.6 | LoadImage | 读取照片 mimi.jpg 🐾
		4 | 4 | 加载模型 | loading checkpoint animagine-xl-3.1.safetensors
		6 | 0.5 | 提示词 | encoding prompt
		12 | 1.8 | IPAdapter | IPAdapter: 参考图权重 0.65
		3 | 14 | 采样器 | 采样器: 24 steps, euler_ancestral, cfg 7.0 | 24
		8 | 1.2 | VAEDecode | VAEDecode: decoding latents
		14 | 1.5 | 抠图描边 | 抠图并加白边
		9 | 0.8 | SaveImage | SaveImage: writing sticker_00001_.png
		= n9_images asset://mimi-stickers.webp`),
	film: scriptedRun(`film | 图生视频 · 江南烟雨 | created=-6 queued=14 place=4 quote=0.8 cost=0.4126 language=zh
		1 | 0.5 | LoadImage | 读取首帧 jiangnan.png
		2 | 9 | 加载视频模型 | loading checkpoint wan2.1_i2v_480p_14B_fp8.safetensors
		- 0.3 debug model weight dtype torch.float16, manual cast: None
		3 | 1.5 | CLIPVisionEncode
		6 | 0.9 | 提示词 | encoding prompt
		7 | 1.6 | WanImageToVideo | 832×480,49 帧
		8 | 48 | 采样器 | 采样器：30 步，uni_pc，cfg 6.0 | 30
		- 0.22 warn 显存占用 22.6/24.0 GiB，启用分块注意力
		- 0.61 info 显存已释放 1.8 GiB
		9 | 7 | VAEDecodeTiled | 分块解码 49 帧 | 7
		25 | 5 | RIFE 插帧 | 16 → 32 fps | 6
		30 | 3 | VideoCombine | 编码 h264 mp4,crf 19
		= n30_videos clip.mp4 3600
		> n1_image=首帧 asset://jiangnan.png
		> n4_image=尾帧 {"uri":"asset://bailu.png","role":"last_frame","label":"白鹭"}
		> n6_text=画面描述 江南烟雨，乌篷船，镜头缓推
		> n7_size 832×480
		> n8_seed=种子 6000009`),
	song: scriptedRun(`song | 音乐生成 · 城市夜色 🎵 | created=-3 queued=6 place=2 estimated=no quote=0.1 cost=0.0214 language=zh
		11 | 6 | 歌词大模型 | 调用外部模型写歌词 | 0 | 0.0182
		- 0.95 info 收到 86 个字，输入 212 tokens，输出 174 tokens
		12 | 4 | 加载模型 | loading checkpoint ace_step_v1_3.5b.safetensors
		13 | 0.7 | TextEncodeAceStep | 风格：lo-fi, city pop, 92 bpm
		14 | 0.2 | EmptyAceStepLatentAudio
		15 | 16 | 采样器 | 采样器: 16 steps, euler_ancestral, cfg 7.0 | 16
		16 | 2.2 | VAEDecodeAudio | 解码音频 48 kHz
		17 | 0.9 | SaveAudio
		- 0.5 warn 峰值 -0.1 dBFS，已限幅
		= n17_audio song.wav 3600
		= n18_text 霓虹在雨里慢慢融化，末班车驶过空荡的高架
		= n19_files lyrics.txt
		> n11_text=主题 写一首雨夜末班车的歌
		> n13_tags=曲风 lo-fi, city pop, 92 bpm
		> n15_seed 8000012`),
	face: scriptedRun(`face | 人脸修复 · Old photo restore | created=-7 queued=3 place=1 quote=0.06 cost=0.0236 language=zh
		1 | 0.5 | LoadImage | 读取老照片 1978_family.tif
		2 | 3.5 | 划痕检测 | 划痕检测 | 5
		3 | 1.2 | 人脸检测
		- 0.8 info 检测到 4 张人脸
		5 | 12 | CodeFormer | CodeFormer：保真度 0.7 | 4
		6 | 9 | 上色 | DDColor 上色 | 6
		7 | 0.8 | 颗粒 | 加一点胶片颗粒
		9 | 0.8 | SaveImage | SaveImage: writing restored_00007_.png
		= n9_images face.png 600
		> n1_image=老照片 https://www.chenyu.cn/media/1978%E5%85%A8%E5%AE%B6%E7%A6%8F.tif
		> n5_fidelity=保真度 0.7
		> n7_image=颗粒样本 asset://grain.png`),
	storyboard:
		scriptedRun(`storyboard | 分镜脚本 · Storyboard ✍️ | created=-5 queued=2 place=1 quote=0.2 cost=0.0098
		1 | 0.3 | TextInput | reading the outline, 1,204 characters
		2 | 9 | LLMPlanner | asking the external model for a plan | 0 | 0.0315
		- 0.9 info plan has 3 shots
		3 | 14 | LLMWriter | writing the shots | 3 | 0.0468
		4 | 3 | 校对 | 校对中英文对白
		5 | 0.3 | ShowText
		8 | 9 | KSampler | KSampler: 12 steps, euler_ancestral, cfg 7.0 | 12
		9 | 0.7 | SaveImage | SaveImage: writing board_00001_.png
		= n5_text 分镜 1 · 清晨 · 外景：远景。雾中的老街，一只橘猫走过石板路。
		= n6_files storyboard.txt
		= n9_images render.png`),
	/** The engine does not know this run for the first six seconds. */
	render:
		scriptedRun(`render | Sketch → render 线稿上色 | created=0 queued=12 place=2 unknown=6 quote=0.04 cost=0.0174
		1 | 0.4 | LoadImage | LoadImage: sketch_07.png
		4 | cached | CheckpointLoaderSimple | loading checkpoint sd_xl_base_1.0.safetensors
		10 | 2.6 | ControlNetLoader | loading control-lora-sketch
		6 | 0.4 | CLIPTextEncode | encoding prompt
		7 | 0.3 | CLIPTextEncode | encoding prompt
		11 | 1.8 | LineArtPreprocessor
		3 | 17 | KSampler | KSampler: 25 steps, euler_ancestral, cfg 7.0 | 25
		8 | 1.5 | VAEDecode | VAEDecode: decoding latents
		9 | 0.7 | SaveImage | SaveImage: writing render_00003_.png
		= n9_images render.png 3600
		> n1_image asset://sketch_07.png
		> n6_text watercolor, soft morning light
		> n10_image asset://palette.png
		> n11_mask data:image/png;base64,iVBORw0KGgo=`),
	upscale: {
		...scriptedRun(`upscale | 4x 放大 · Ultimate upscale | created=-10 queued=3 place=1 quote=0.15 cost=0.0342
		1 | 0.7 | LoadImage | LoadImage: mountains.png 3840x2160
		2 | cached | CheckpointLoaderSimple | loading checkpoint realisticVisionV60.safetensors
		4 | 1.5 | UpscaleModelLoader | loading 4x-UltraSharp.pth
		6 | 0.4 | CLIPTextEncode | encoding prompt
		7 | 30 | UltimateSDUpscale | UltimateSDUpscale: 24 tiles of 1024x1024 | 24
		- 0.3 warn low VRAM: 1.2 GiB free, tile 8 falls back to fp16
		- 0.6 warn low VRAM: 0.4 GiB free, retrying tile 15 with tiled VAE
		- 0.63 error tile 16: CUDA error: out of memory
		8 | 4 | VAEDecode | VAEDecode: decoding latents
		9 | 1.5 | SaveImage | SaveImage: writing mountains_4x_00001_.png
		= n9_images render.png
		> n1_image mountains.png
		> n6_text 晨雾中的群山，细节丰富
		> n7_seed 16000024
		> n9_size 15360×8640`),
		ending: {
			kind: 'failed' as const,
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
	},
	/** Is canceled in the queue. */
	poster:
		scriptedRun(`poster | 批量海报 Poster batch | created=-20 queued=150 place=9 canceled=42 quote=0.3 cost=0
		4 | 4 | CheckpointLoaderSimple | loading checkpoint sd_xl_base_1.0.safetensors
		3 | 16 | KSampler | KSampler: 20 steps, euler_ancestral, cfg 7.0 | 20
		= n9_images render.png`),
	speech:
		scriptedRun(`speech | 语音合成 · Audiobook TTS | created=-8 queued=4 place=2 canceled=38 quote=0.09 cost=0.0151 language=zh
		1 | 0.4 | 读取文本 | 读取第 3 章，4,812 字
		2 | 3.5 | CheckpointLoaderSimple | loading checkpoint CosyVoice2-0.5B
		3 | 0.9 | 文本规整
		- 0.5 warn 有 3 个生僻字按部首读音处理
		4 | 60 | 语音合成 | 逐句合成，共 48 句 | 48
		9 | 1.5 | SaveAudio
		= n9_audio song.wav`),
	/** Ended before the service started. */
	photo:
		scriptedRun(`id photo | 证件照换底 | created=-190 queued=5 place=2 quote=0.02 cost=0.0063 language=zh
		1 | 0.5 | LoadImage | 读取照片 IMG_2041.jpg
		2 | 2.5 | 加载模型 | loading checkpoint BiRefNet-portrait.safetensors
		3 | 1.2 | 人脸对齐
		- 0.5 info 头部倾斜 2.1°，已校正
		4 | 4 | 抠图 | 抠图 | 4
		5 | 3 | 发丝细化
		20 | 0.7 | 白底 | 合成白底 413×579
		21 | 0.7 | 蓝底 | 合成蓝底 413×579
		= n20_images id-photo-white.png 1800
		= n21_images id-photo-blue.png 1800
		> n1_image=照片 IMG_2041.jpg
		> n20_size=尺寸 413×579`),
};

export function showcase(): Scenario {
	return {runs: Object.values(showcaseRuns), balance: {prepaid: 36.2, cards: 1}};
}
