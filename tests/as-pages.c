// SPDX-License-Identifier: MIT
// Prints files as a stream of pages: without NUL bytes, and with one after each file.
//
//     as-pages FILE...
#include <stdio.h>

int main(int argc, char **argv)
{
	for (int i = 1; i < argc; i++) {
		FILE *file = fopen(argv[i], "rb");
		int c;
		while (file && (c = getc(file)) != EOF)
			if (c != '\0')
				putchar(c);
		if (!file || ferror(file) || fclose(file) != 0) {
			perror(argv[i]);
			return 1;
		}
		putchar('\0');
	}
	if (fflush(stdout) != 0) {
		perror("as-pages");
		return 1;
	}
	return 0;
}
