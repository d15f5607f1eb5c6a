#include <algorithm>
#include <iostream>
#include <iterator>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "cli/commands/commands.hpp"
#include "cli/commands/declaration_report.hpp"
#include "cli/commands/library_show.hpp"
#include "core/model/port_search.hpp"
#include "core/text/text.hpp"
#include "declaration/device/catalog.hpp"
#include "system/disk.hpp"

namespace mfp::cli {

namespace {

/// `Plus Plug S` is three words.
std::vector<std::string> words_of(const std::vector<std::string>& arguments) {
  std::vector<std::string> words;
  for (const std::string& argument : arguments) {
    std::istringstream stream(argument);
    words.insert(words.end(), std::istream_iterator<std::string>(stream), {});
  }
  return words;
}

bool contains_all(std::string_view text, const std::vector<std::string>& words) {
  const auto same = [](char a, char b) { return core::lower(a) == core::lower(b); };
  return std::all_of(words.begin(), words.end(), [&](const std::string& word) {
    return std::search(text.begin(), text.end(), word.begin(), word.end(), same) != text.end();
  });
}

/// `'shelly' and 'plug'`.
std::string quoted(const std::vector<std::string>& words) {
  std::vector<std::string> in_quotes;
  in_quotes.reserve(words.size());
  for (const std::string& word : words) in_quotes.push_back('\'' + word + '\'');
  return core::listed({in_quotes.begin(), in_quotes.end()}, in_quotes.size());
}

/// Models and makers stand in a definition's comments, not in its name.
bool mentions(const declaration::CatalogEntry& entry, const std::vector<std::string>& words) {
  constexpr std::size_t most_bytes = 1048576;
  const auto text = system::Disk().read(entry.file, most_bytes);
  return text && contains_all(entry.name + ' ' + *text, words);
}

/// A definition with its line in a list.
struct Listed {
  declaration::CatalogEntry entry;
  std::string label;

  [[nodiscard]] std::string line() const {
    constexpr std::size_t label_column = 30;
    return core::padded(entry.name, label_column) + label + '\n';
  }
  [[nodiscard]] bool is_named(const std::vector<std::string>& words) const {
    return contains_all(entry.name + ' ' + label, words);
  }
};

std::vector<Listed> all_definitions() {
  std::vector<Listed> all;
  for (declaration::CatalogEntry& entry : declaration::catalog(system::Disk(), catalog_folders())) {
    const auto description = declaration::describe(entry.file, system::Disk(), catalog_folders());
    if (description) all.push_back({std::move(entry), description->label});
  }
  return all;
}

/// What serves devices that have one of the words for a brand: those that the other words fit, where some do.
std::string served_by_brand(const std::vector<std::string>& words, const std::vector<Listed>& all) {
  std::string text;
  for (const declaration::Brand& brand : declaration::brands(system::Disk(), catalog_folders())) {
    const auto is_name = [&](const std::string& word) {
      return std::any_of(brand.names.begin(), brand.names.end(),
                         [&](const std::string& name) { return core::same_name(name, word); });
    };
    const auto named = std::find_if(words.begin(), words.end(), is_name);
    if (named == words.end()) continue;
    std::vector<std::string> others;
    std::remove_copy_if(words.begin(), words.end(), std::back_inserter(others), is_name);
    std::string fitting;
    std::string served;
    for (const Listed& one : all) {
      if (!declaration::serves(brand, one.entry.name)) continue;
      served += one.line();
      if (one.is_named(others) || mentions(one.entry, others)) fitting += one.line();
    }
    if (served.empty()) continue;
    text += (text.empty() ? "" : "\n") + core::printable(*named) + ": " + core::printable(brand.way) + '\n';
    text += fitting.empty() ? served : fitting;
  }
  return text;
}

ExitCode list(const std::vector<std::string>& words) {
  const std::vector<Listed> all = all_definitions();
  if (all.empty()) return no_library();
  std::string named;
  std::string mentioned;
  for (const Listed& one : all) {
    if (one.is_named(words)) {
      named += one.line();
    } else if (mentions(one.entry, words)) {
      mentioned += one.line();
    }
  }
  const std::string served = words.empty() ? "" : served_by_brand(words, all);
  if (named.empty() && mentioned.empty() && served.empty()) {
    std::cerr << "error: no definition mentions " << core::printable(quoted(words))
              << "; without a word, all are listed, and those of generic/ fit devices of any make\n";
    return ExitCode::no_input;
  }
  std::cout << named << (named.empty() || mentioned.empty() ? "" : "\nalso mentioned in\n") << mentioned
            << ((named.empty() && mentioned.empty()) || served.empty() ? "" : "\n") << served;
  return std::cout.flush() ? ExitCode::ok : ExitCode::io_error;
}

}  // namespace

ExitCode library(const LibraryOptions& options) {
  if (!options.show) return list(words_of(options.words));
  if (options.words.size() == 1) return show_definition(options.words.front());
  std::cerr << "error: library show takes one name, e.g. msgflo-foreign-participant library show tasmota/plug\n";
  return ExitCode::usage;
}

}  // namespace mfp::cli
