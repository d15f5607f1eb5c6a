#include "cli/arguments/command_words.hpp"

#include <initializer_list>
#include <string_view>

#include "core/mqtt/topic.hpp"
#include "core/text/text.hpp"
#include "system/disk.hpp"

namespace mfp::cli {

namespace {

std::string example_of(std::string_view command) {
  const std::string name(command);
  return command == "send" ? "send takes an inport and a value, e.g. msgflo-foreign-participant send heater.TARGET 21.5"
                           : name + " takes an outport and an inport, e.g. msgflo-foreign-participant " + name +
                                 " heater.TEMPERATURE display.TEXT";
}

/// Takes out the `->` between two ports.
void drop_arrow(std::vector<std::string>& words) {
  constexpr std::string_view arrow = " -> ";
  // Both in one word, as `bindings` shows them.
  if (const std::size_t at = words.size() == 1 ? words[0].find(arrow) : std::string::npos; at != std::string::npos) {
    words.insert(words.begin() + 1, words[0].substr(at + arrow.size()));
    words[0].resize(at);
  }
  if (words.size() > 2 && words[1] == "->") words.erase(words.begin() + 1);
}

core::Result<void> check_queues(std::initializer_list<std::string_view> queues) {
  for (const std::string_view text : queues) {
    if (const auto queue = core::TopicName::parse(text); !queue) {
      return core::fail("the queue '" + core::printable(text) + "' " + queue.error().message);
    }
  }
  return {};
}

/// A word too many is taken for a devices file, unless its name shows that it is meant as one.
core::Result<void> check_files(std::string_view command, const std::vector<std::string>& files) {
  for (const std::string& word : files) {
    if (looks_like_a_file(word)) continue;
    const std::string takes = command == "send" ? " takes an inport and a value" : " takes two ports";
    return core::fail(std::string(command) + takes + "; what follows them is a devices file, and there is no '" +
                      core::printable(word) + "'");
  }
  return {};
}

}  // namespace

core::Result<CommandWords> read_command_words(const ParsedArguments& given) {
  const std::string_view command = given.command().name;
  const bool is_send = given.command().command == Command::send;
  std::vector<std::string> all = given.words();
  if (!is_send) drop_arrow(all);
  if (all.size() < 2) return core::fail(example_of(command));
  CommandWords words{all[0], all[1], {all.begin() + 2, all.end()}};
  // A shell takes the `>` of `->` for itself, and the port behind it for the name of a file.
  if (!is_send && words.second == "-") {
    return core::fail(std::string(command) + " takes two ports; leave out `->`, or put it in quotes");
  }
  if (given.has("queue")) {
    auto checked = is_send ? check_queues({words.first}) : check_queues({words.first, words.second});
    if (!checked) return tl::unexpected(checked.error());
  }
  if (auto checked = check_files(command, words.files); !checked) return tl::unexpected(checked.error());
  return words;
}

bool looks_like_a_file(const std::string& word) {
  return word.ends_with(".yaml") || word.ends_with(".yml") || system::Disk().kind(word) != core::FileKind::missing;
}

}  // namespace mfp::cli
