#include "declaration/yaml/key_check.hpp"

#include <algorithm>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace mfp::declaration {

namespace {

/// The keys of one map that were met so far. Small maps, nearly all, are compared key by key.
class KeysMet {
 public:
  /// The node that has the same key already, or `key` itself when it is new.
  std::uint32_t first_with(std::string_view text, std::uint32_t key) {
    if (few_.size() < most_of_few) {
      for (const auto& [known, node] : few_) {
        if (known == text) return node;
      }
      few_.emplace_back(text, key);
      return key;
    }
    if (many_.empty()) many_.insert(few_.begin(), few_.end());
    return many_.emplace(text, key).first->second;
  }

  void clear() {
    few_.clear();
    // Clearing costs a sweep over the buckets, of which a large map leaves many.
    if (!many_.empty()) many_ = {};
  }

 private:
  static constexpr std::size_t most_of_few = 16;
  std::vector<std::pair<std::string_view, std::uint32_t>> few_;
  std::unordered_map<std::string_view, std::uint32_t> many_;
};

bool names_maps(const Value& merged) {
  if (merged.kind() == Kind::map) return true;
  if (merged.kind() != Kind::list) return false;
  const std::vector<Value> maps = items(merged);
  return std::all_of(maps.begin(), maps.end(), [](const Value& map) { return map.kind() == Kind::map; });
}

void refuse(Document& document, std::uint32_t key) { document.nodes[key].standing = Standing::refused; }

void check_key(Document& document, Report& report, std::uint32_t node, KeysMet& met) {
  const Value key(document, node);
  if (key.kind() == Kind::list || key.kind() == Kind::map) {
    refuse(document, node);
    report.error(key, "a key must be a text, not " + std::string(kind_name(key)) +
                          "; put a text that holds brackets or braces in quotes");
    return;
  }
  const Value value(document, next_sibling(document, node));
  if (key.text() == "<<" && key.tag() == Tag::plain && !names_maps(value)) {
    refuse(document, node);
    report.error(key, "`<<` merges a map into this one, but its value is " + std::string(kind_name(value)) +
                          "; name a map by its alias, like `<<: *common`");
    return;
  }
  const std::uint32_t first = met.first_with(key.text(), node);
  if (first == node) return;
  refuse(document, node);
  report.error(key, "duplicate key " + with_quotes(key.text()) + "; the first one is in line " +
                        std::to_string(Value(document, first).mark().line));
}

}  // namespace

void check_keys(Document& document, Report& report) {
  KeysMet met;
  for (std::uint32_t node = 0; node < document.nodes.size(); ++node) {
    if (document.nodes[node].kind != Kind::map) continue;
    met.clear();
    const std::uint32_t end = next_sibling(document, node);
    for (std::uint32_t key = node + 1; key < end;) {
      check_key(document, report, key, met);
      key = next_sibling(document, next_sibling(document, key));
    }
  }
}

}  // namespace mfp::declaration
