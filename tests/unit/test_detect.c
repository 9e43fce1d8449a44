// SPDX-License-Identifier: MIT
// Which encoding pages are taken for, whatever the pieces that they come in.
#include <iconv.h>
#include <stdio.h>

#include "decode/decode.h"
#include "decode/likelihood.h"
#include "decode/mojibake.h"
#include "unit.h"

static const size_t pieces[] = {1 << 20, 1, 2, 3, 7, 64};

// Converts UTF-8 to an encoding; to be freed.
static struct buffer encode(const char *text, const char *encoding)
{
	struct buffer out = {0};
	iconv_t conversion = iconv_open(encoding, "UTF-8");
	char *in = (char *)(uintptr_t)text, *to;
	size_t left = strlen(text), room = 4 * left + 16;
	assert_true(buffer_reserve(&out, room));
	to = out.data;
	assert_int_equal(iconv(conversion, &in, &left, &to, &room), 0);
	out.size = (size_t)(to - out.data);
	iconv_close(conversion);
	return out;
}

struct answer {
	char encoding[64];
	bool unsure;
	const struct dehusk_kind *binary;
};

static struct answer ask(struct decode *decode, struct slice page, size_t piece)
{
	struct answer answer = {0};
	struct slice text;
	size_t given = 0;
	for (size_t at = 0; at < page.size; at += piece) {
		size_t size = page.size - at < piece ? page.size - at : piece;
		assert_true(decode_feed(decode, page.data + at, size, &text));
		given += text.size;
	}
	assert_true(decode_end(decode, &text));
	given += text.size;
	answer.binary = decode_binary(decode);
	answer.unsure = decode_is_unsure(decode);
	if (answer.binary)
		assert_int_equal(given, 0);
	else
		strcpy(answer.encoding, decode_encoding(decode));
	return answer;
}

static struct answer ask_all_ways(struct slice page)
{
	struct decode *decode = decode_new();
	assert_non_null(decode);
	struct answer first = ask(decode, page, pieces[0]);
	for (size_t i = 1; i < COUNT(pieces); i++) {
		struct answer next = ask(decode, page, pieces[i]);
		assert_string_equal(next.encoding, first.encoding);
		assert_int_equal(next.unsure, first.unsure);
		assert_ptr_equal(next.binary, first.binary);
	}
	decode_free(decode);
	return first;
}

static void assert_is(struct slice page, const char *encoding, bool unsure)
{
	struct answer answer = ask_all_ways(page);
	if (strcmp(answer.encoding, encoding) != 0 || answer.unsure != unsure)
		print_message("%.*s\n", (int)page.size, page.data);
	assert_null(answer.binary);
	assert_string_equal(answer.encoding, encoding);
	assert_int_equal(answer.unsure, unsure);
}

static void assert_text_is(const char *text, const char *encoding)
{
	struct buffer page = encode(text, encoding);
	assert_is((struct slice){page.data, page.size}, encoding, false);
	buffer_free(&page);
}

// --- texts in encodings ---

static const char *const simplified[] = {
	"海边小城的早市在六点钟开张，卖鱼的人把筐摆成一排。",
	"管理员说，今年的客人比去年多了三成。\n来源：东山晚报 2021-03-05\n",
	"来源：柳溪晚报",
	"天气预报",
	"你好，世界",
	"首页 | 新闻 | 体育",
	"2021年3月5日 10:20",
	"A long line in English comes first, and then another one.\n然后才是中文。\n",
	"价格€5　全角空格",
};

static const char *const traditional[] = {
	"海邊小城的早市在六點鐘開張，賣魚的人把筐擺成一排。",
	"管理員說，今年的客人比去年多了三成。\n來源：山城日報 2019年5月6日\n",
	"這裡是一個很好的地方",
	"天氣預報",
};

static void knows_texts(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(simplified); i++) {
		assert_text_is(simplified[i], "GB18030");
		assert_text_is(simplified[i], "UTF-8");
	}
	for (size_t i = 0; i < COUNT(traditional); i++) {
		assert_text_is(traditional[i], "BIG5-HKSCS");
		assert_text_is(traditional[i], "UTF-8");
	}
}

// Without a byte order mark.
static void knows_wide_texts(void **state)
{
	(void)state;
	static const char *const names[] = {"UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE"};
	static const char *const texts[] = {
		"海边小城的早市在六点钟开张，卖鱼的人把筐摆成一排。\n来源：东山晚报 2021-03-05\n",
		"中国上海\n上海的早市\n",
		"一二三四\n五六\n",
		"No Chinese at all.\nTwo lines.\n",
		"a\n",
		"第一行\r\n第二行",
		"■ 相关文章\n— 来源：甲报 😀\n",
		"北京北京，京津冀一体化。\n",
		"券商股│基金│期货│券商\n",
		"Сегодня в городе открылся рынок.\n",
		"L'été dernier, à Paris, il a plu.\n",
		"Hôm nay chợ mở cửa lúc sáu giờ, ở bờ biển.\n",
		"오늘 아침 시장이 여섯 시에 문을 열었다.\n",
		"海辺の町の朝市は六時に始まる。\n",
	};
	for (size_t i = 0; i < COUNT(names); i++)
		for (size_t k = 0; k < COUNT(texts); k++)
			assert_text_is(texts[k], names[i]);
	// A long paragraph has no NUL in its first bytes.
	char *paragraph = repeated("海边小城的早市在六点钟开张，卖鱼的人把筐摆成一排。", 10, "\n");
	assert_text_is(paragraph, "UTF-16LE");
	assert_text_is(paragraph, "UTF-16BE");
	free(paragraph);
}

#define PAGE(bytes)                                                                                \
	(struct slice)                                                                             \
	{                                                                                          \
		bytes, sizeof bytes - 1                                                            \
	}

static void knows_marks(void **state)
{
	(void)state;
	assert_is(PAGE("\xEF\xBB\xBF"), "UTF-8", false);
	assert_is(PAGE("\xEF\xBB\xBF\xD6\xD0\xCE\xC4"), "UTF-8", false);
	assert_is(PAGE("\xFF\xFE"), "UTF-16LE", false);
	assert_is(PAGE("\xFF\xFE\x2D\x4E"), "UTF-16LE", false);
	assert_is(PAGE("\xFE\xFF\x4E\x2D\x65\x87"), "UTF-16BE", false);
	assert_is(PAGE("\xFF\xFE\0\0\x2D\x4E\0\0"), "UTF-32LE", false);
	assert_is(PAGE("\0\0\xFE\xFF\0\0\x4E\x2D"), "UTF-32BE", false);
	assert_is(PAGE("\x84\x31\x95\x33\xD6\xD0"), "GB18030", false);
	// UTF-8 behind the mark of UTF-16.
	assert_is(PAGE("\xFF\xFE来源：东山晚报\n"), "UTF-8", false);
	assert_is(PAGE("\xFE\xFF第一"), "UTF-8", false);
}

static void takes_the_rest_for_utf8(void **state)
{
	(void)state;
	assert_is(PAGE(""), "UTF-8", false);
	assert_is(PAGE("plain ASCII"), "UTF-8", false);
	assert_is(PAGE("a\n"), "UTF-8", false);
	assert_is(PAGE("+Z2VukP8a-BT"), "UTF-8", false);               // UTF-7
	assert_is(PAGE("\xED\xA0\xBD\xED\xB8\x80\n"), "UTF-8", false); // CESU-8
	assert_is(PAGE("a\xC0\x80"
		       "b\n"),
		"UTF-8", false); // modified UTF-8
	assert_is(PAGE("a\0b\n\0c"), "UTF-8", false);
	assert_is(PAGE("\0\0\0\0\0\0"), "UTF-8", false);
	assert_is(PAGE("\0一\0\n\0"), "UTF-8", false);
	assert_is(PAGE("海\xFF边。\n"), "UTF-8", false);
	assert_is(PAGE("caf\xC3\xA9 \xC2\xA9 2021\n"), "UTF-8", false);
	assert_is(PAGE("海边\xE7"), "UTF-8", false);
	assert_is(PAGE("\xC1\xAA\xCD"), "GB18030", false); // cut off
	// In two-byte sequences, as GB18030 could be.
	assert_is(PAGE("\xCE\xB1\xCE\xB2\xCE\xB3 \xD0\x9F\xD1\x80\xD0\xB8\xD0\xB2\xD0\xB5\xD1\x82"),
		"UTF-8", false);
}

static void says_what_it_is_not_sure_of(void **state)
{
	(void)state;
	static const struct slice texts[] = {
		{"caf\xE9\n", 5}, // a Latin code page: never named
		{"\xFC", 1}, {"\xB8\xE9\xFE\xFD\x81\xFC\xF9\xF8\xFB\xFC", 10},
		{"\xCA\xB5\xD2\xB2\xC3\xBB\xCA\xB2",
			8}, // 实也没什, or six letters that nobody writes
	};
	for (size_t i = 0; i < COUNT(texts); i++)
		assert_true(ask_all_ways(texts[i]).unsure);
}

// In a text of 64 characters, what detectors fall for by itself.
static void knows_hard_cases(void **state)
{
	(void)state;
	static const char *const hard[] = {"你好", "中", "寄生少女ゆうちゃん", "联通",
		"唐纳德·特朗普——“你好”", "磋砣的只是一些时间。"};
	for (size_t i = 0; i < COUNT(hard); i++) {
		char text[600];
		snprintf(text, sizeof text, "%s%s", hard[i],
			"。到了傍晚，灯塔亮起来，渔船一只接一只地回港，孩子们在码头上等着，"
			"看谁家的船先靠岸，谁家今天打的鱼最多，谁家的灯最亮。");
		assert_text_is(text, "GB18030");
		assert_text_is(text, "UTF-8");
	}
}

// --- what passes before it is known ---

static size_t passes(const char *bytes, size_t size)
{
	struct decode *decode = decode_new();
	struct slice text;
	size_t given = 0;
	for (size_t i = 0; i < size; i++) {
		assert_true(decode_feed(decode, bytes + i, 1, &text));
		given += text.size;
	}
	decode_free(decode);
	return given;
}

static void lets_lines_pass(void **state)
{
	(void)state;
	static const char line[] = "A plain line.\n", chinese[] = "海边的早市。\n";
	static const char wide[] = "-N\nNwm";
	assert_int_equal(passes(line, sizeof line - 1), sizeof line - 1);
	assert_int_equal(passes(chinese, sizeof chinese - 1), sizeof chinese - 1);
	// 中上海 in UTF-16LE, for all that these bytes tell.
	assert_int_equal(passes(wide, sizeof wide - 1), 0);
}

// --- no text ---

static void refuses_what_is_no_text(void **state)
{
	(void)state;
	static const struct {
		struct slice page;
		const char *what;
	} rows[] = {
		{{"%PDF-1.4\n%\xE2\xE3\xCF\xD3\n", 15}, "a PDF"},
		{{"%PDF-1.4 is a format, \1 byte\n", 30}, "a PDF"},
		{{"\x1F\x8B\x08\0\0\0\0\0\0\x03", 10}, "a gzip file"},
		{{"PK\3\4\x14\0\0\0\x08\0", 10}, "a zip archive"},
		{{"PK\3\4\x14\0\0\0\0\0\0\0!\0\1\2\3\4\5\0\0\0\6\0\0\0\x08\0\0\0"
		  "mimetypeapplication/epub+zipPK",
			 60},
			"an EPUB"},
		{{"PK\3\4\x14\0\6\0\x08\0\0\0!\0\1\2\3\4\5\0\0\0\6\0\0\0\x13\0\0\0"
		  "[Content_Types].xml",
			 49},
			"an Office document"},
		{{"PK\3\4\x14\0\6\0\x08\0\0\0!\0\1\2\3\4\5\0\0\0\6\0\0\0\x13\0\0\0"
		  "[Content_Tape].xml ",
			 49},
			"a zip archive"},
		{{"BZh91AY&SY\0\0", 12}, "a bzip2 file"},
		{{"!<arch>\n/ 0 \0\0\1\2", 15}, "an archive of object files"},
		{{"\xFD"
		  "7zXZ\0\0\4",
			 8},
			"an xz file"},
		{{"\x28\xB5\x2F\xFD\x04", 5}, "a zstd file"},
		{{"\x89PNG\r\n\x1A\n\0\0\0\rIHDR", 16}, "an image"},
		{{"\x7F"
		  "ELF\2\1\1\0\0\0",
			 10},
			"a program"},
	};
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct answer answer = ask_all_ways(rows[i].page);
		assert_non_null(answer.binary);
		assert_string_equal(answer.binary->what, rows[i].what);
	}
	char tar[512] = "chapter.txt";
	strcpy(tar + 257, "ustar  ");
	assert_string_equal(
		ask_all_ways((struct slice){tar, sizeof tar}).binary->what, "a tar archive");
	char noise[4000];
	for (size_t i = 0; i < sizeof noise; i++)
		noise[i] = (char)random_below(256);
	noise[0] = '\x03', noise[1] = '\xF4';
	assert_non_null(ask_all_ways((struct slice){noise, sizeof noise}).binary);
	assert_null(ask_all_ways((struct slice){noise, 100}).binary);
}

static void takes_dirty_text(void **state)
{
	(void)state;
	static const struct slice texts[] = {
		{"%PDF is a format", 16},
		{"%PDF-1.4 is a format", 20},
		{"%PDF-1.4\n1 0 obj\n", 17},
		{"BZh91AY&SY is a name", 20},
		{"!<arch>\n/ is a name", 19},
		{"%PDF", 4},
		{"PK\3", 3},
		{"BZh is a name", 13},
		{"\x1F", 1},
		{"\1\2\3\4", 4},
		{"b\bbo\bol\bld\bd \x1B[1mbold\x1B[0m\7", 26},
		{"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\xFF\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", 33},
	};
	for (size_t i = 0; i < COUNT(texts); i++)
		assert_null(ask_all_ways(texts[i]).binary);
	// What follows the first bytes has no say, not even in what the last of them is part of.
	char page[130] = "%PDF-1.4\n";
	memset(page + 9, 'x', sizeof page - 9);
	page[127] = '\xE6';
	assert_null(ask_all_ways((struct slice){page, sizeof page}).binary);
}

// --- weights ---

static void weighs_characters(void **state)
{
	(void)state;
	assert_true(likelihood_char(0x7684) < likelihood_char(0x6D77));     // 的 海
	assert_true(likelihood_char(0x6D77) < likelihood_char(0x9F98));     // 海 龘
	assert_int_equal(likelihood_char(0x570B), likelihood_char(0x56FD)); // 國 国
	assert_true(likelihood_char(0x3002) < likelihood_char(0x3400));
	for (uint32_t c = 0; c < 0x110000; c += c < 0x30000 ? 1 : 0x1FF)
		assert_in_range(likelihood_char(c), 5, 26);
}

// --- mojibake ---

static void finds_mojibake(void **state)
{
	(void)state;
	static const struct {
		const char *line;
		unsigned utf8, gbk, replaced, memory;
	} rows[] = {
		{"海边小城的早市在六点钟开张，卖鱼的人把筐摆成一排。", 0, 0, 0, 0},
		{"她被热水烫了，烫得很疼；新郎锟的名字。", 0, 0, 0, 0},
		{"Élève naïve, «été», Ærøskøbing, Größe, 5 × 3 ½", 0, 0, 0, 0},
		{"å­—ä½“ç½‘é¡µ", 1, 0, 0, 0},
		{"x ä¸æ–‡ y ç½‘é¡µ", 2, 0, 0, 0},
		{"ÖÐÎÄÍøÒ³", 0, 1, 0, 0},
		{"锟斤拷锟斤拷，锟斤拷", 0, 0, 3, 0},
		{"值为烫烫烫烫，又是烫烫烫", 0, 0, 0, 2},
	};
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct mojibake_found found = {.text = 0};
		const uint64_t *count = found.count;
		mojibake_count(&found, slice_of(rows[i].line), true);
		assert_int_equal(count[MOJIBAKE_UTF8_AS_BYTES], rows[i].utf8);
		assert_int_equal(count[MOJIBAKE_GBK_AS_BYTES], rows[i].gbk);
		assert_int_equal(count[MOJIBAKE_REPLACED_AS_GBK], rows[i].replaced);
		assert_int_equal(count[MOJIBAKE_MEMORY_AS_GBK], rows[i].memory);
	}
}

// Text read in a wrong encoding, of which the bytes are known; and rare ideographs that are text.
static void reads_rare_ideographs_back(void **state)
{
	(void)state;
	static const struct {
		const char *line;
		enum mojibake kind; // MOJIBAKE_KINDS: none
	} rows[] = {
		{"娴疯竟灏忓煄鐨勬棭甯傚湪鍏偣閽熷紑寮狅紝", MOJIBAKE_UTF8_AS_GBK},
		{"绠＄悊鍛樿锛屼粖骞寸殑瀹汉", MOJIBAKE_UTF8_AS_GBK},
		{"漆晚苤傑腔婌庈婓鞠萸笘羲桲ㄛ", MOJIBAKE_GBK_AS_BIG5},
		{"娩p蔼害カbせ翴牧秨眎A芥辰氦H", MOJIBAKE_BIG5_AS_GBK},
		{"饕餮、貔貅、狻猊、睚眦、蚣蝮、螭吻、狴犴、赑屃", MOJIBAKE_KINDS},
		{"氟氯溴碘砹氦氖氩氪氙氡锂铍钠镁铝钾钙", MOJIBAKE_KINDS},
		{"彳亍 龃龉 囹圄 耄耋 饕餮 魑魅 魍魉", MOJIBAKE_KINDS},
	};
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct mojibake_found found = {.text = 0};
		mojibake_count(&found, slice_of(rows[i].line), true);
		for (size_t k = 0; k < MOJIBAKE_KINDS; k++)
			if (found.count[k] != (k == rows[i].kind))
				fail_msg("%s: %s: %d", rows[i].line,
					mojibake_cause((enum mojibake)k), (int)found.count[k]);
		assert_int_equal(mojibake_is_page(&found, 0), rows[i].kind != MOJIBAKE_KINDS);
	}
}

// What the page as a whole is: by the share of its text, however few lines there are.
static void weighs_the_page(void **state)
{
	(void)state;
	static const struct {
		const char *lines[4];
		uint64_t ill_formed;
		bool is_page;
	} rows[] = {
		{{"锟斤拷锟斤拷锟斤拷的"}, 0, true},
		{{"锟斤拷是一种乱码，来自两次转换，每个人都见过。", "海边的早市在六点钟开张。"}, 0,
			false},
		{{"海边的早市在六点钟开张，卖鱼的人把筐摆成一排。", "锟斤拷锟斤拷"}, 0, false},
		{{"海边的早市在六点钟开张，", "娴疯竟灏忓煄鐨勬棭甯傚湪鍏偣閽熷紑寮狅紝"}, 0, true},
		{{"\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD早市\xEF\xBF\xBD"}, 0, true},
		{{"\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD早市\xEF\xBF\xBD"}, 5, false},
		{{"海边的早市在六点钟开张，卖鱼的人\xEF\xBF\xBD\xEF\xBF\xBD成一排。"}, 0, false},
	};
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct mojibake_found found = {.text = 0};
		for (size_t k = 0; k < 4 && rows[i].lines[k]; k++)
			mojibake_count(&found, slice_of(rows[i].lines[k]), true);
		if (mojibake_is_page(&found, rows[i].ill_formed) != rows[i].is_page)
			fail_msg("row %zu", i);
	}
}

// At any place of short lines and of long ones, whether the page was looked over before or not.
static void finds_mojibake_anywhere(void **state)
{
	(void)state;
	for (size_t before = 0; before < 600; before++) {
		char line[6000];
		struct mojibake_found found = {.text = 0};
		const uint64_t *count = found.count;
		memset(line, 'x', before);
		memcpy(line + before, "锟斤拷", 9);
		size_t size = before + 9;
		mojibake_count(&found, (struct slice){line, size}, true);
		assert_int_equal(count[MOJIBAKE_REPLACED_AS_GBK], 1);
		for (size = before; size + 9 < sizeof line; size += 9)
			memcpy(line + size, "锟斤拷", 9);
		mojibake_count(&found, (struct slice){line, size}, true);
		assert_true(count[MOJIBAKE_REPLACED_AS_GBK] > 400);
	}
}

// --- encodings that are not for Chinese ---

static const char japanese[] = "川沿いの町では、朝の市が六時に始まる。漁師たちは獲れたばかりの魚を"
			       "並べ、店の人はお茶をいれながら"
			       "客を待っている。雨の日でも人が多く、橋のそばの古い食堂はすぐに満席"
			       "になるそうです。来年の春には、"
			       "新しい船着き場ができることになっていて、島へ渡る人も増えるだろうと"
			       "町の人たちは話していました。";
static const char korean[] = "강가의 작은 마을에서는 아침 시장이 여섯 시에 열린다. 어부들은 갓 "
			     "잡은 물고기를 늘어놓고 가게 주인은 "
			     "차를 끓이며 손님을 기다린다. 비가 오는 날에도 사람이 많아서 다리 "
			     "옆의 오래된 식당은 금방 자리가 "
			     "없어진다고 한다. 내년 봄에는 새 선착장이 생겨서 섬으로 가는 사람도 "
			     "늘어날 것이라고 마을 사람들은 말했다.";
static const char russian[] = "В маленьком городе у реки утренний рынок открывается в шесть часов. "
			      "Рыбаки раскладывают свежую рыбу, а "
			      "хозяйка лавки заваривает чай и ждёт гостей. Даже в дождь людей "
			      "много, и старая столовая у моста быстро "
			      "заполняется до последнего места.";
static const char french[] = "Le marché du matin ouvre à six heures près de la rivière. Les "
			     "pêcheurs étalent leurs prises et l’épicière "
			     "prépare du thé pour les habitués. Même quand il pleut, la vieille "
			     "gargote à côté du pont est bientôt pleine.";
static const char german[] = "Früh um sechs öffnet der Markt am Fluß. Die Fischer breiten ihren "
			     "Fang aus, die Händlerin kocht Tee für die "
			     "Gäste. Auch bei Regen kommen viele, und die alte Küche neben der "
			     "Brücke ist schnell überfüllt.";
static const char polish[] = "Rano o szóstej otwiera się targ nad rzeką. Rybacy wykładają świeże "
			     "ryby, a sklepikarka parzy herbatę i czeka na "
			     "gości. Nawet gdy pada, przychodzi dużo ludzi i stara jadłodajnia "
			     "przy moście szybko się zapełnia.";
static const char polish_words[] = "Wysłał łodzie. Nieprawidłowa pogoda, połączenie z wyspą "
				   "dozwolone, położenie łodzi niepewne, podpis złożony.";
static const char greek[] = "Στη μικρή πόλη δίπλα στο ποτάμι η πρωινή αγορά ανοίγει στις έξι. Οι "
			    "ψαράδες απλώνουν τα ψάρια τους και η "
			    "μαγαζάτορας φτιάχνει τσάι και περιμένει τους πελάτες. Ακόμα και με "
			    "βροχή έρχεται πολύς κόσμος.";

// From so many characters on, the answer has to be the encoding, and sure if that may be at all.
static const struct {
	const char *encoding, *text, *name;
	size_t known;
	bool sure;
} foreigns[] = {
	{"EUC-JP", japanese, "EUC-JP", 16, true},
	{"CP932", japanese, "CP932", 16, true},
	{"UHC", korean, "UHC", 16, true},
	{"CP1251", russian, "CP1251", 16, false},
	{"KOI8-R", russian, "KOI8-R", 16, false},
	{"ISO-8859-5", russian, "ISO-8859-5", 16, false},
	{"CP1252", french, "CP1252", 32, false},
	{"CP1252", german, "CP1252", 64, false},
	{"ISO-8859-2", polish, NULL, 0, false},
	{"ISO-8859-2", polish_words, NULL, 0, false},
	{"CP1253", greek, "CP1253", 16, false},
};

static size_t bytes_of(const char *text, size_t characters)
{
	size_t at = 0;
	for (; text[at]; at++)
		if (((unsigned char)text[at] & 0xC0) != 0x80 && characters-- == 0)
			break;
	return at;
}

// None is silently taken for another one, however little there is of it.
static void tells_of_other_encodings(void **state)
{
	(void)state;
	static const size_t lengths[] = {4, 8, 16, 32, 64, 128};
	for (size_t i = 0; i < COUNT(foreigns) * COUNT(lengths); i++) {
		size_t row = i / COUNT(lengths), length = lengths[i % COUNT(lengths)];
		char *text = strndup(foreigns[row].text, bytes_of(foreigns[row].text, length));
		struct buffer page = encode(text, foreigns[row].encoding);
		struct answer answer = ask_all_ways((struct slice){page.data, page.size});
		const char *name = foreigns[row].name;
		bool right = name && strcmp(answer.encoding, name) == 0;
		bool ascii = strcmp(answer.encoding, "UTF-8") == 0;
		for (size_t k = 0; k < page.size; k++)
			ascii &= (unsigned char)page.data[k] < 0x80;
		bool known = name && length >= foreigns[row].known;
		if (!ascii && ((!right && (!answer.unsure || known)) ||
				      (known && answer.unsure == foreigns[row].sure)))
			fail_msg("%s in %s: %s%s", text, foreigns[row].encoding, answer.encoding,
				answer.unsure ? "?" : "");
		buffer_free(&page);
		free(text);
	}
}

// Short Chinese texts that could be a word of Russian or Korean, but none that anybody writes; and
// ideographs among Latin letters.
static void is_sure_of_short_texts(void **state)
{
	(void)state;
	static const struct {
		const char *encoding, *text;
	} texts[] = {
		{"GB18030", "自2012"},
		{"GB18030", "1月26"},
		{"GB18030", "\n非监督"},
		{"GB18030", "\n客户层"},
		{"GB18030", "finalField 和 staticField"},
		{"GB18030", "noBoats的MorningTide向C"},
		{"BIG5-HKSCS", "0、N700"},
		{"BIG5-HKSCS", "Tab 10和Tab 7"},
	};
	for (size_t i = 0; i < COUNT(texts); i++) {
		struct buffer page = encode(texts[i].text, texts[i].encoding);
		assert_is((struct slice){page.data, page.size}, texts[i].encoding, false);
		buffer_free(&page);
	}
}

// Quotation marks of Windows-1252 eat no letters.
static void keeps_letters_beside_quotes(void **state)
{
	(void)state;
	struct slice page = slice_of("Don\x92t wait. It\x92s the tea house that won\x92t close.\n");
	assert_is(page, "CP1252", true);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(knows_texts),
		cmocka_unit_test(knows_wide_texts),
		cmocka_unit_test(knows_marks),
		cmocka_unit_test(takes_the_rest_for_utf8),
		cmocka_unit_test(says_what_it_is_not_sure_of),
		cmocka_unit_test(knows_hard_cases),
		cmocka_unit_test(lets_lines_pass),
		cmocka_unit_test(refuses_what_is_no_text),
		cmocka_unit_test(takes_dirty_text),
		cmocka_unit_test(weighs_characters),
		cmocka_unit_test(finds_mojibake),
		cmocka_unit_test(reads_rare_ideographs_back),
		cmocka_unit_test(weighs_the_page),
		cmocka_unit_test(finds_mojibake_anywhere),
		cmocka_unit_test(tells_of_other_encodings),
		cmocka_unit_test(is_sure_of_short_texts),
		cmocka_unit_test(keeps_letters_beside_quotes),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
