// SPDX-License-Identifier: MIT
// Runs the fuzz target once for each file named, for compilers without libFuzzer and for findings.
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/buffer.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bool read_file(const char *path, struct buffer *content)
{
	FILE *file = fopen(path, "rb");
	size_t got = 1;
	while (file && got > 0 && buffer_reserve(content, 1 << 16)) {
		got = fread(content->data + content->size, 1, 1 << 16, file);
		content->size += got;
	}
	bool good = file && got == 0 && !ferror(file);
	if (file)
		fclose(file);
	return good;
}

int main(int argc, char **argv)
{
	for (int i = 1; i < argc; i++) {
		struct buffer content = {0};
		if (!read_file(argv[i], &content)) {
			perror(argv[i]);
			return 2;
		}
		// Should it die, this is the last line.
		fprintf(stderr, "%s\n", argv[i]);
		LLVMFuzzerTestOneInput((const uint8_t *)content.data, content.size);
		buffer_free(&content);
	}
	return 0;
}
