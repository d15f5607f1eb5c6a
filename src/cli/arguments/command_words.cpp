#include "cli/arguments/command_words.hpp"

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

std::string problem_of_queues(std::string_view command, const Options& options) {
  const std::size_t queues = command == "send" ? 1 : 2;
  for (std::size_t i = 0; i < queues; ++i) {
    if (const auto queue = core::TopicName::parse(options.paths[i]); !queue) {
      return "the queue '" + core::printable(options.paths[i]) + "' " + queue.error().message;
    }
  }
  return {};
}

/// A word too many is taken for a devices file, unless its name shows that it is meant as one.
std::string problem_of_rest(std::string_view command, const Options& options) {
  for (std::size_t i = 2; i < options.paths.size(); ++i) {
    const std::string& word = options.paths[i];
    const bool looks_like_a_file = word.ends_with(".yaml") || word.ends_with(".yml");
    if (looks_like_a_file || system::Disk().kind(word) != core::FileKind::missing) continue;
    const std::string takes = command == "send" ? " takes an inport and a value" : " takes two ports";
    return std::string(command) + takes + "; what follows them is a devices file, and there is no '" +
           core::printable(word) + "'";
  }
  return {};
}

}  // namespace

void drop_arrow(std::vector<std::string>& words) {
  constexpr std::string_view arrow = " -> ";
  // Both in one word, as `bindings` shows them.
  if (const std::size_t at = words.size() == 1 ? words[0].find(arrow) : std::string::npos; at != std::string::npos) {
    words.insert(words.begin() + 1, words[0].substr(at + arrow.size()));
    words[0].resize(at);
  }
  if (words.size() > 2 && words[1] == "->") words.erase(words.begin() + 1);
}

std::string problem_of_words(std::string_view command, const Options& options) {
  if (options.paths.size() < 2) return example_of(command);
  // A shell takes the `>` of `->` for itself, and the port behind it for the name of a file.
  if (command != "send" && options.paths[1] == "-") {
    return std::string(command) + " takes two ports; leave out `->`, or put it in quotes";
  }
  if (options.queue) {
    if (std::string problem = problem_of_queues(command, options); !problem.empty()) return problem;
  }
  return problem_of_rest(command, options);
}

}  // namespace mfp::cli
