#!/bin/sh
# SPDX-License-Identifier: MIT
# Files of other users: whose the result is, and what the group may do with it. Root is needed, to be another user.
# What lib.sh sets is not seen by a checker that does not follow it.
# shellcheck disable=SC2154
set -eu

. "${srcdir:-.}/tests/lib.sh"

user=65534 other=12 group=34

# as GROUPS COMMAND...: the command is run by the user, who is also in these groups ("-": none).
as() {
	case $1 in
	-) groups=--clear-groups ;;
	*) groups=--groups=$1 ;;
	esac
	shift
	run setpriv "--reuid=$user" "--regid=$user" "$groups" "$@"
}

if [ "$(id -u)" -ne 0 ]; then
	skip 'files of other users' 'only root can be several users'
	finish
fi
chmod 755 "$scratch"
cp "$DEHUSK" "$scratch/program"
DEHUSK=$scratch/program
cd "$scratch"
without_leak_check
as - "$DEHUSK" --version
if [ "$status" -ne 0 ]; then
	skip 'files of other users' 'setpriv is missing, or another user cannot run the program'
	finish
fi
printf '海边的早市。\n-\n' >old
printf '海边的早市。\n' >new

# lay_out OWNER MODE: a page of that owner in a directory that all may write to.
lay_out() {
	rm -rf place
	mkdir place
	chmod 777 place
	cp old place/page
	chown "$1" place/page
	chmod "$2" place/page
}

# is_now NAME OWNER MODE CONTENT: of the page; and nothing else is left beside it.
is_now() {
	holds "$1: owner and permissions" test "$(stat -c '%u:%g %a' place/page)" = "$2 $3"
	same "$1: the page" "$4" place/page
	holds "$1: nothing else is there" test "$(ls -A place)" = page
}

refused='dehusk: place/page: its owner, permissions or attributes cannot be kept: Operation not permitted'

# --- in place, the owner is kept or nothing is done ---

for option in -i -i.old '-i --force'; do
	lay_out $other:$group 664
	# shellcheck disable=SC2086
	as - "$DEHUSK" $option place/page
	expect "$option, another owner" 1 "$refused"
	is_now "$option, another owner" $other:$group 664 old
done
lay_out $user:$group 664
as - "$DEHUSK" -i place/page
expect '-i, a group the user is not in' 1 "$refused"
is_now '-i, a group the user is not in' $user:$group 664 old
lay_out $user:$group 664
as $group "$DEHUSK" -i place/page
expect '-i, a group the user is in' 0
is_now '-i, a group the user is in' $user:$group 664 new

# A result that is there in a tree is another user's, too.
lay_out $other:$group 664
mkdir input
cp old input/page
as - "$DEHUSK" --output-dir=place input/page
expect '--output-dir, another owner' 1 "$refused"
rm -f place/.dehusk
is_now '--output-dir, another owner' $other:$group 664 old

# --- -o: the result may be the user's, and then the group has no more rights than others ---

# owned NAME GROUPS OWNER MODE OWNER-AFTER MODE-AFTER
owned() {
	lay_out "$3" "$4"
	as "$2" "$DEHUSK" -o place/page old
	expect "-o, $1" 0
	is_now "-o, $1" "$5" "$6" new
}

owned 'another owner' - $other:$group 664 $user:$user 644
owned 'another owner, whose group may write' - $other:$group 646 $user:$user 646
owned 'another owner, not for all' - $other:$group 660 $user:$user 600
owned 'another owner, nobody else may read' - $other:$group 600 $user:$user 600
owned 'another owner, the same group' $group $other:$group 664 $user:$group 664
owned 'another owner, the same group, not for all' $group $other:$group 660 $user:$group 660
owned 'set-id bits' - $user:$user 6755 $user:$user 755

# In a directory such as /tmp a file of another user cannot be replaced.
lay_out $other:$group 664
chmod 1777 place
as - "$DEHUSK" -o place/page old
expect '-o, a sticky directory' 1 'dehusk: place/page: write error: Operation not permitted'
is_now '-o, a sticky directory' $other:$group 664 old

# --- a temporary file of another user is in the way ---

lay_out $user:$user 644
strace -qq -e trace=openat -o trace "$DEHUSK" -i place/page 2>err || true
name=$(sed -n 's/.*"\(\.dehusk-[0-9a-f]*\)".*/\1/p' trace | head -n 1)
if [ -n "$name" ]; then
	lay_out $user:$user 644
	echo text >"place/$name"
	chown $other:$group "place/$name"
	as - "$DEHUSK" -i place/page
	expect 'a temporary file of another user' 1 \
		'dehusk: place/page: no temporary file can be made beside it: File exists'
	holds 'a temporary file of another user stays' grep -q text "place/$name"
	rm -f "place/$name"
	is_now 'a temporary file of another user' $user:$user 644 old
else
	skip 'a temporary file of another user' 'strace is missing or may not trace'
fi

finish
