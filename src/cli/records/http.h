// SPDX-License-Identifier: MIT
// The responses of HTTP/1 (RFC 9112) in WARC records.
#ifndef DEHUSK_RECORDS_HTTP_H
#define DEHUSK_RECORDS_HTTP_H

#include <stdbool.h>

#include "base/buffer.h"

struct http_response {
	struct slice body; // points into the message or into `whole`
	struct slice type; // as the header has it; size 0: it has none
	bool encoded;      // the body is compressed or the like
};

// Reads a response. `whole` holds a body that came in chunks. *found: it is one. False: no memory.
bool http_read(
	struct slice message, struct buffer *whole, struct http_response *response, bool *found);

#endif
