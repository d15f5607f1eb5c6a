#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace mfp::core {

/// Finds which of many filters match a topic. Cost of a look-up: O(levels of the topic), times the wildcard branches
/// that fit; the number of filters without wildcards does not matter.
/// The texts of filters without wildcards are borrowed, and must live until they are erased.
class FilterIndex {
 public:
  using Visit = std::function<void(std::uint32_t)>;

  /// `filter` is the text of a TopicFilter, or of a TopicName, which is a filter without wildcards.
  void insert(std::string_view filter, std::uint32_t value);

  /// The value of the filter of exactly this text, the first one when there are several.
  [[nodiscard]] std::optional<std::uint32_t> find(std::string_view filter) const;

  /// Takes out all values of the filter of exactly this text.
  void erase(std::string_view filter);

  /// Calls `visit` with the value of each filter that matches `topic`, each once.
  void for_each_match(std::string_view topic, const Visit& visit) const;

 private:
  struct Level {
    /// By name; texts of their own, since many filters share a level.
    std::map<std::string, std::unique_ptr<Level>, std::less<>> below;
    std::vector<std::uint32_t> ends_here;
    std::vector<std::uint32_t> ends_with_all;
  };

  static void visit_matches(const Level& level, std::string_view rest, bool at_end, const Visit& visit);
  /// Takes the filter whose rest is `rest` out of the level; true when nothing is left in the level.
  static bool erase_below(Level& level, std::string_view rest);
  static bool is_empty(const Level& level);

  std::unordered_multimap<std::string_view, std::uint32_t> exact_;
  Level wildcards_;
};

}  // namespace mfp::core
